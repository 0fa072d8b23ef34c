/** One answer for what is wrong with a body: its form, what came beside it, and what only a look-up shows. */

import type { FastifyRequest } from "fastify";
import type { z } from "zod";
import { AppError, type Fault, faultsIn, invalidRequest } from "../errors.ts";

declare module "fastify" {
  interface FastifyRequest {
    /** What is wrong with the files that came with the body; they are named with the faults of the body. */
    partFaults?: readonly Fault[];
    /** Whether fields are missing because the document that would have them could not be read. */
    lacksDocument?: boolean;
  }
}

type Fields<Body extends z.ZodObject> = Partial<z.output<Body>>;

/**
 * Options for a route whose body is looked up further. Where its form is refused, what can be read of it is looked up
 * all the same: nobody has to mend the one to hear of the other. A body without faults goes to the handler at once.
 *
 * @param look throws `invalid-request`; of the fields of the body it is given those that have their form
 */
export function lookingUp<Body extends z.ZodObject>(
  body: Body,
  look: (request: FastifyRequest, fields: Fields<Body>) => unknown,
) {
  return {
    attachValidation: true,
    preHandler: async (request: FastifyRequest) => {
      const named = faultsOfForm(request);
      if (named.length === 0) return;
      // What is wrong with the query is added to the answer, since it is not looked at where the body is refused.
      const validationContext = request.validationError?.validationContext;
      const fields =
        validationContext === "body" ? readable(body, request.body) : ((request.body ?? {}) as Fields<Body>);
      const further = await faultsOf(() => look(request, fields));
      const isNew = ({ pointer }: Fault) => !named.some((fault) => fault.pointer === pointer);
      const refusal = invalidRequest(...named, ...further.filter(isNew));
      throw Object.assign(refusal, { validationContext });
    },
  };
}

/** What is wrong with the files and the form of a request. @throws {AppError} what no other fault belongs to */
function faultsOfForm({ validationError, partFaults = [], lacksDocument, body }: FastifyRequest): Fault[] {
  if (validationError === undefined) return [...partFaults];
  const faults = faultsIn(validationError);
  if (!faults) throw validationError;
  // Nobody knows which fields an unread document would have had.
  const isMeant = ({ pointer }: Fault) =>
    !lacksDocument || Object.hasOwn(Object(body), pointer.split("/")[1] ?? "");
  return [...partFaults, ...faults.filter(isMeant)];
}

/** The id in the path, for a look; the route's schema has seen to it. */
export function idIn({ params }: FastifyRequest): string {
  return (params as { readonly id: string }).id;
}

/** The fields of a body, or of an object in it, that have their form, each for itself. */
export function readable<Body extends z.ZodObject>({ shape }: Body, value: unknown): Fields<Body> {
  if (typeof value !== "object" || value === null) return {};
  const given = value as Readonly<Record<string, unknown>>;
  const fields = Object.entries(shape).flatMap(([name, schema]) => {
    const parsed = (schema as z.ZodType).safeParse(given[name]);
    return parsed.success ? [[name, parsed.data]] : [];
  });
  return Object.fromEntries(fields) as Fields<Body>;
}

/** What a look names; that it found something else in the way is for a request that has its form. */
async function faultsOf(look: () => unknown): Promise<readonly Fault[]> {
  try {
    await look();
    return [];
  } catch (error) {
    if (error instanceof AppError) return faultsIn(error) ?? [];
    throw error;
  }
}
