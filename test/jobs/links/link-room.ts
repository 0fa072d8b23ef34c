/** A newsroom that looks at links, with the sites that its releases lead to and the work to be done by hand. */

import { expect } from "vitest";
import { systemContext } from "../../../src/context.ts";
import { checkLinksOf } from "../../../src/services/links/check.ts";
import { moderateRelease } from "../../../src/services/pipeline/moderate.ts";
import { publishIfDue } from "../../../src/services/pipeline/publish.ts";
import { aRelease, hence } from "../../support/builders.ts";
import type { Client } from "../../support/client.ts";
import { openLinkedSites } from "../../support/neighbours/linked-sites.ts";
import { openNewsroom } from "../../support/newsroom.ts";

const hour = 3_600_000;

export type LinkRoom = Awaited<ReturnType<typeof openLinkRoom>>;

/** Opens one: a society whose releases go out by themselves, a newcomer whose releases wait for the editor. */
export async function openLinkRoom(env: Record<string, string> = {}) {
  const sites = await openLinkedSites();
  const { resolver, connector } = sites;
  const room = await openNewsroom({
    ...{ working: false, resolver, connector },
    env: { CHECK_LINKS: "true", RATE_LIMITS: "off", WEBHOOK_ALLOW_PRIVATE: "true", ...env },
  });
  const society = await room.organization();
  const newcomer = await room.organization("verified", "Harbour Rowing Club");
  const editor = await room.staff("editor");
  let count = 0;

  /** A host that no other test names. */
  const aHost = () => {
    count += 1;
    return `site-${count}.example`;
  };
  const gone = () => {
    const host = aHost();
    sites.page(host, () => 404);
    return host;
  };
  const system = () => systemContext(room.newsroom, "links");
  const check = (id: string) => checkLinksOf(system(), id);
  const publish = async (id: string) => (await publishIfDue(system(), [id]))[0];
  const read = async (id: string) => (await room.admin.get(`/v1/admin/releases/${id}`)).body;
  const work = async (id: string) =>
    (await room.sql("select * from link_work where release_id = $1", [id]))[0];
  const isLinkFinding = ({ rule }: Record<string, any>) => rule === "LK-02";
  const findingsOn = async (id: string) =>
    ((await read(id)).moderation.findings as Record<string, any>[]).filter(isLinkFinding);
  const visited = (host: string) => sites.visits.filter(({ url }) => url.includes(`//${host}`));
  const linking = (given: Record<string, unknown>, ...addresses: string[]) => {
    const release = aRelease(given);
    return { ...release, body: `${release.body as string}\n\nMore is at ${addresses.join(" and ")}.` };
  };
  const decide = (id: string, decision = "approve", reason = "So be it.") =>
    editor.post(`/v1/admin/releases/${id}/reviews`, { decision, reason });

  /** The id of a release that was sent in and moderated. */
  async function sent(by: Client, release: Record<string, unknown>): Promise<string> {
    const reply = await by.post("/v1/releases", release);
    expect(reply.status).toBe(201);
    await moderateRelease(system(), reply.body.id);
    return reply.body.id;
  }
  /** One that waits for an editor. */
  const held = (...addresses: string[]) => sent(newcomer, linking({}, ...addresses));
  /** One that is approved without an editor and goes out at its hour. */
  async function planned(addresses: string[], given: Record<string, unknown> = {}): Promise<string> {
    const id = await sent(society, linking({ publishAt: hence(room, 2 * hour), ...given }, ...addresses));
    await publish(id);
    expect((await read(id)).status).toBe("scheduled");
    return id;
  }

  return {
    ...room,
    ...{ sites, society, newcomer, editor, aHost, gone, system, check, publish, read, work },
    ...{ findingsOn, visited, linking, decide, sent, held, planned },
    /** Forgets what was asked for, and what is to be. */
    forget: async () => {
      await room.sql("delete from link_work");
      sites.visits.length = 0;
      sites.dialled.length = 0;
    },
    close: async () => {
      await room.close();
      await sites.close();
    },
  };
}
