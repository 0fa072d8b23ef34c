/** Addresses that are typed into the fields besides the body, which readers see too. Pure. */

import { addressesIn } from "../../source-text/source-text.ts";
import type { Hit } from "../rule.ts";
import type { ReleaseView } from "../view.ts";

type Place = Pick<Hit, "pointer" | "span" | "evidence">;
export interface TypedLink extends Place {
  readonly href: string;
}

/** The addresses in the lines above the body. */
export function linksAbove({ copy }: ReleaseView): TypedLink[] {
  return [...linksIn("/dek", copy.dek), ...linksIn("/summary", copy.summary)];
}

/** The addresses in the boilerplate that is printed: the release's, or else the profile's, which has no place in it. */
export function linksOfBoilerplate({ copy }: ReleaseView, profile: string | null): TypedLink[] {
  const pointer = "/boilerplate";
  if (copy.boilerplate !== null) return linksIn(pointer, copy.boilerplate);
  return linksIn(pointer, profile).map(({ href, evidence }) => ({ href, pointer, evidence }));
}

function linksIn(pointer: string, text: string | null): TypedLink[] {
  return addressesIn(text ?? "").map(({ href, start, end }) => ({
    ...{ href, pointer, span: { start, end } },
    evidence: href,
  }));
}
