/** Watching a release until it comes to rest, telling every move. */

import type { Article, ListedArticle, Page, Release, ReleaseEvent } from "./client.ts";
import type { Example } from "./examples.ts";
import type { Stage } from "./stage.ts";
import { tellEvent } from "./telling.ts";

const lookEveryMs = 120;
/** Longer than any step takes on a slow machine, an embargo of the examples included. */
const patienceMs = 60_000;

/** States in which nothing more happens until a person acts. */
const atRest: readonly string[] = [
  "published",
  "rejected",
  "needs_review",
  "changes_requested",
  "withdrawn",
  "retracted",
  "killed",
];

/** One example's release, as somebody watches it. */
export interface Watch {
  readonly example: Example;
  readonly releaseId: string;
  readonly key: string;
  /** Events that were told. */
  readonly told: Set<string>;
  /** How often readers were found to see nothing of it while it waited for its hour. */
  looks: number;
}

/**
 * Tells what happens to a release until it rests, and looks meanwhile whether readers see it too early.
 *
 * @throws {Error} when it does not come to rest
 */
export async function follow(stage: Stage, watch: Watch): Promise<Release> {
  const { client, view } = stage;
  const { example, releaseId, key } = watch;
  const since = Date.now();
  while (Date.now() - since < patienceMs) {
    const { items } = await client.get<Page<ReleaseEvent>>(`/v1/releases/${releaseId}/events`, key);
    const release = await client.get<Release>(`/v1/releases/${releaseId}`, key);
    for (const event of items.filter(({ id }) => !watch.told.has(id))) {
      watch.told.add(event.id);
      tellEvent(view, example.name, event, release);
    }
    if (atRest.includes(release.status) && items.at(-1)?.to === release.status) return release;
    view.show(example.name, () => underWay(release, since));
    if (release.status === "scheduled") await lookAsReader(stage, watch, release);
    await client.pause(lookEveryMs);
  }
  throw new Error(`it did not come to rest within ${patienceMs / 1000} s`);
}

function underWay({ status, embargoedUntil }: Release, since: number): string {
  const left = embargoedUntil === null ? 0 : Date.parse(embargoedUntil) - Date.now();
  if (status === "scheduled" && left > 0) return `${status}, ${(left / 1000).toFixed(1)} s to go`;
  return `${status}, ${((Date.now() - since) / 1000).toFixed(1)} s`;
}

async function lookAsReader({ client, view }: Stage, watch: Watch, release: Release): Promise<void> {
  const { items } = await client.get<Page<ListedArticle>>(
    `/v1/articles?organization=${release.organization.id}`,
  );
  // One that is there by now is judged by its hour, once it is told.
  if (items.some(({ headline }) => headline === release.headline)) return;
  watch.looks += 1;
  if (watch.looks === 1) {
    const words = `  readers see nothing of it: /v1/articles has ${items.length} articles of ${release.organization.name}`;
    view.tell(watch.example.name, view.paint("gray", words));
  }
}

/** What a reader finds: faults where it should be otherwise, and a remark on how an embargo was kept. */
export async function readAsReader({ client }: Stage, { looks }: Watch, release: Release): Promise<Reading> {
  if (release.status !== "published") return faults(...(release.article ? ["it has an article"] : []));
  const article = release.article && (await client.find<Article>(`/v1/articles/${release.article.slug}`));
  if (article?.headline !== release.headline) return faults("readers do not find its article");
  const { embargoedUntil } = release;
  if (embargoedUntil === null) return faults();
  const lateMs = Date.parse(article.publishedAt) - Date.parse(embargoedUntil);
  if (lateMs < 0) return faults(`it went out ${-lateMs} ms before its embargo ended`);
  return { remark: `${lateMs} ms after its embargo; not found at ${looks} looks before`, faults: [] };
}

interface Reading {
  readonly remark?: string;
  readonly faults: string[];
}

function faults(...found: string[]): Reading {
  return { faults: found };
}
