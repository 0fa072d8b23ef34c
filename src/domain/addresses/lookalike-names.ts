/**
 * Telling names apart that a reader would take for one another: written with other letters of the same shape (the
 * skeletons of Unicode's UTS #39), or a letter away from each other. Pure.
 */

import { distance } from "fastest-levenshtein";
import unhomoglyph from "unhomoglyph";
import { standardWords } from "../rules/packs/standard-words.ts";
import { coreOf } from "../rules/reading/naming.ts";

/** A letter makes another name of a short one: NBC is not BBC. */
const leastLettersOfNear = 8;

/** The shape of a name without marks, spaces, signs and legal form: what looks the same has the same. */
function skeletonOf(name: string): string {
  const plain = unhomoglyph(name.normalize("NFKD").replace(/\p{M}/gu, "")).toLowerCase();
  const core = coreOf(plain, standardWords.companyForms).replaceAll(" ", "");
  return (core === "" ? plain : core).replaceAll("vv", "w").replace(/[i1]/g, "l").replaceAll("0", "o");
}

/** What a name is looked up by: two names that are a letter apart share one of them, and so do two of one shape. */
export function keysOf(name: string): string[] {
  const skeleton = skeletonOf(name);
  if (skeleton.length < leastLettersOfNear) return [skeleton];
  const shortened = Array.from(skeleton, (_, at) => skeleton.slice(0, at) + skeleton.slice(at + 1));
  return [...new Set([skeleton, ...shortened])];
}

/** Whether a reader may take one name for the other. Names that differ by a number are a series: ward 1 and ward 2. */
export function looksLike(one: string, other: string): boolean {
  const [a, b] = [skeletonOf(one), skeletonOf(other)];
  if (a === b) return true;
  if (digitsOf(one) !== digitsOf(other)) return false;
  return Math.min(a.length, b.length) >= leastLettersOfNear && (distance(a, b) === 1 || isSwapped(a, b));
}

function digitsOf(name: string): string {
  return (name.match(/\p{N}+/gu) ?? []).join(" ");
}

/** Two neighbours have changed places. */
function isSwapped(a: string, b: string): boolean {
  const at = [...a].findIndex((letter, index) => letter !== b[index]);
  return a.slice(0, at) + (a[at + 1] ?? "") + (a[at] ?? "") + a.slice(at + 2) === b;
}
