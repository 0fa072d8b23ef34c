/** How a public route has its answers kept: the parameters in its `config`, and what each answer shows (ADR-0021). */

import type { FastifyReply } from "fastify";
import { surrogateKeys } from "../domain/answers/surrogate-keys.ts";

declare module "fastify" {
  interface FastifyContextConfig {
    /**
     * Has finished answers kept until what they show changes, and names the parameters by which many readers ask, such
     * as a publication or a section. With others, or with more than one beside the publication, an answer is kept where
     * it crowds out no common one.
     */
    cached?: readonly string[];
  }
}

/**
 * Says what an answer shows, in the words of `surrogateKeys`: it is forgotten when one of them changes. An answer of
 * which nothing is said is not kept, such as an empty list, which a stranger can have of any section he invents; it is compressed, and made once for all who ask at once.
 */
export function shows(reply: FastifyReply, publication: string, ...keys: readonly string[]): void {
  reply.header("surrogate-key", [surrogateKeys.publication(publication), ...keys].join(" "));
}
