import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { systemContext } from "../../src/context.ts";
import { publishIfDue } from "../../src/services/pipeline/publish.ts";
import { publishWithOthers } from "../../src/services/pipeline/rush.ts";
import { aRelease, hence } from "../support/builders.ts";
import { openNewsroom, type TestNewsroom, type TestOrganization } from "../support/newsroom.ts";
import { whileHeld, whileLocked } from "../support/table-lock.ts";

const minute = 60_000;
let room: TestNewsroom;
let society: TestOrganization;

beforeAll(async () => {
  room = await openNewsroom({ working: false });
  society = await room.organization();
});
afterAll(() => room.close());

const system = () => systemContext(room.newsroom, "publish");
const read = async (id: string) => (await society.get(`/v1/releases/${id}`)).body as Record<string, any>;
const statusesOf = (ids: readonly string[]) =>
  Promise.all(ids.map(async (id) => (await read(id)).status as string));
const all = (status: string, ids: readonly string[]) => ids.map(() => status);

/** Releases that are all scheduled for an hour from now. */
async function scheduled(given: readonly Record<string, unknown>[]): Promise<string[]> {
  const publishAt = hence(room, 60 * minute);
  await room.startWorking();
  const ids = await Promise.all(
    given.map(async (own) => {
      const { id } = await room.submitted(society, aRelease({ publishAt, ...own }));
      await room.settled(society, id, "scheduled");
      return id as string;
    }),
  );
  await room.stopWorking();
  return ids;
}
const several = (count: number) => Array.from({ length: count }, () => ({}));
const travelToHour = () => room.clock.travel(61 * minute);

/** How many releases of these have an article, and in how many transactions they were published. */
async function publicationsOf(ids: readonly string[]) {
  const [made] = await room.sql(
    `select count(*)::int as events, count(distinct a.id)::int as articles, count(distinct a.xmin::text)::int as statements
     from release_events e join articles a using (release_id) where e.action = 'publish' and e.release_id = any($1)`,
    [ids],
  );
  return made;
}

describe("releases that are due at once", () => {
  it("go out when one of them is looked at, each as itself and once", async () => {
    const ids = await scheduled(several(20));
    travelToHour();
    const own = await publishWithOthers(system(), [ids[7]!]);
    expect(own.map(({ id }) => id)).toEqual([ids[7]]);
    for (const id of ids) {
      const release = await read(id);
      const { body } = await room.reader.get(`/v1/articles/${release.article.slug}`);
      expect(body).toMatchObject({
        headline: release.headline,
        version: 1,
        organization: { id: society.id },
      });
    }
    expect(await publicationsOf(ids)).toEqual({ events: 20, articles: 20, statements: 3 });
  });

  it("go out once, however many come for them at the same time", async () => {
    const ids = await scheduled(several(12));
    travelToHour();
    const runs = await Promise.all([
      ...ids.slice(0, 8).map((id) => publishWithOthers(system(), [id])),
      publishIfDue(system(), ids.toReversed()),
      publishIfDue(system(), ids),
    ]);
    expect(runs.flat().length).toBeLessThanOrEqual(ids.length);
    expect(await publicationsOf(ids)).toMatchObject({ events: 12, articles: 12 });
  });

  it("wait for their hour when one comes early, and the one that is looked at is due alone", async () => {
    const later = await scheduled(several(3));
    const [due, early] = [await scheduled([{ publishAt: hence(room, 5000) }]), later[0]!];
    room.clock.travel(6000);
    expect(await publishWithOthers(system(), [early])).toEqual([]);
    expect(await statusesOf([...later, ...due])).toEqual(all("scheduled", [...later, ...due]));
    await publishWithOthers(system(), due);
    expect(await statusesOf([...due, ...later])).toEqual(["published", ...all("scheduled", later)]);
    travelToHour();
    await publishWithOthers(system(), [early]);
    expect(await statusesOf(later)).toEqual(all("published", later));
  });

  it("each find a slug of their own where they have one headline", async () => {
    const headline = "Marlhaven counts its boats together";
    const ids = await scheduled([{ headline }, {}, { headline }, {}, { headline }]);
    travelToHour();
    await publishWithOthers(system(), ids);
    const slugs = await Promise.all(ids.map(async (id) => (await read(id)).article.slug));
    const slug = "marlhaven-counts-its-boats-together";
    expect(slugs.filter((one) => one.startsWith(slug)).toSorted()).toEqual([slug, `${slug}-2`, `${slug}-3`]);
  });

  it("go out without the one that is withdrawn meanwhile", async () => {
    const ids = await scheduled(several(5));
    travelToHour();
    await whileLocked(room, "article_slugs", async (somebodyWaits) => {
      const run = publishIfDue(system(), ids);
      await somebodyWaits();
      await society.post(`/v1/releases/${ids[2]}/withdrawal`);
      return { run };
    }).then(({ run }) => run);
    expect(await statusesOf(ids)).toEqual(["published", "published", "withdrawn", "published", "published"]);
  });

  it("go out without waiting for the one that somebody holds, which is tried again", async () => {
    const ids = await scheduled(several(3));
    travelToHour();
    await whileHeld(room, ["select from releases where id = $1 for update", ids[1]!], async () => {
      expect(await publishIfDue(system(), ids)).toHaveLength(2);
      expect(await statusesOf(ids)).toEqual(["published", "scheduled", "published"]);
    });
    await room.startWorking();
    await room.settled(society, ids[1]!, "published");
    await room.stopWorking();
  });

  it("go out without what belongs to somebody who is suspended", async () => {
    const ids = await scheduled(several(2));
    const other = await room.organization();
    await room.startWorking();
    const { id } = await room.submitted(other, aRelease({ publishAt: hence(room, 60 * minute) }));
    await room.settled(other, id, "scheduled");
    await room.stopWorking();
    await room.admin.patch(`/v1/admin/organizations/${other.id}`, {
      trust: "suspended",
      reason: "Complaints",
    });
    travelToHour();
    await publishWithOthers(system(), [ids[0]!]);
    expect(await statusesOf(ids)).toEqual(["published", "published"]);
    expect((await other.get(`/v1/releases/${id}`)).body).toMatchObject({
      status: "scheduled",
      article: null,
    });
  });

  it("go out without the one that has an accident, which is told and tried again", async () => {
    const ids = await scheduled(several(4));
    travelToHour();
    // Nothing in the newsroom leaves an article of a release that was not published.
    await room.sql(
      `insert into articles (id, release_id, publication_id, slug, version, kind, headline, summary, teaser, body_html,
         body_text, organization_id, organization_name, organization_trust, language, word_count, published_at, updated_at,
         status)
       select gen_random_uuid(), id, publication_id, 'in-its-way', 1, kind, headline, '', '', '', '', organization_id, '',
         'trusted', 'en', 0, now(), now(), 'killed' from releases where id = $1`,
      [ids[1]],
    );
    await expect(publishIfDue(system(), ids)).rejects.toThrow(/release_id/);
    expect(await statusesOf(ids)).toEqual(["published", "scheduled", "published", "published"]);
    await room.sql("delete from articles where slug = 'in-its-way'");
    await publishIfDue(system(), ids);
    expect(await statusesOf(ids)).toEqual(all("published", ids));
  });

  it("go out with half a character in their HTML, which is shown as one that is unknown", async () => {
    const body = `<p>${String(aRelease().body).replaceAll("\n\n", "</p><p>")}</p><p>They bring two &#xD83D; boats.</p>`;
    const ids = await scheduled([{ bodyFormat: "html", body }, {}]);
    travelToHour();
    await publishWithOthers(system(), ids);
    const { article } = await read(ids[0]!);
    const { body: shown } = await room.reader.get(`/v1/articles/${article.slug}`);
    expect(shown.bodyText).toContain("two \uFFFD boats.");
  });
});
