/** What listeners of the stream are sent, as the HTML standard writes server-sent events. Pure. */

import type { PublicChange } from "./surrogate-keys.ts";

/** What readers may see by now of an article that changed. */
export interface ShownArticle {
  /** As lists show it, as JSON in text; null once it was taken down. */
  readonly json: string | null;
  /** Why it was retracted; null unless it was, and for one that was killed. */
  readonly notice: string | null;
}

/** What was killed is also taken down: whoever knows three events misses none, and `kill` says what is new about it. */
const types = {
  published: "article.published",
  corrected: "article.corrected",
  retracted: "article.retracted",
  killed: "article.retracted",
  restyled: null,
} as const satisfies Record<PublicChange["action"], string | null>;

/** The event of a change, or `undefined` for one that is none of an article's. */
export function frameOf(change: PublicChange, shown: ShownArticle | undefined): Buffer | undefined {
  const { position, publication, action, articleId: id, version, at } = change;
  const type = types[action];
  if (type === null) return undefined;
  const kill = action === "killed";
  // A retraction that was followed by a kill has nothing to say any more.
  const notice = action === "retracted" ? (shown?.notice ?? null) : null;
  const head = JSON.stringify({ type, timestamp: at, publication, id, version, kill, notice });
  const data = `${head.slice(0, -1)},"article":${shown?.json ?? null}}`;
  return Buffer.from(`id: ${position}\nevent: ${type}\ndata: ${data}\n\n`);
}

/** The first that a listener gets: how long to wait before it comes back. */
export function greeting(retryMs: number): Buffer {
  return Buffer.from(`retry: ${retryMs}\n\n`);
}

/** A comment, and how far the listener has heard, though none of it may have been for it. */
export function comment(text: string, position: number): Buffer {
  return Buffer.from(`: ${text}\nid: ${position}\n\n`);
}
