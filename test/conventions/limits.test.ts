/** Contract section 2: limits per key and address, quotas per organisation, counted once for all processes. */

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { aRelease } from "../support/builders.ts";
import { type Client, clientOf, type Reply } from "../support/client.ts";
import { openNewsroom, type TestNewsroom, type TestOrganization, until } from "../support/newsroom.ts";
import { expectProblem } from "../support/problems.ts";

let room: TestNewsroom;
let twin: string;
let society: TestOrganization;

beforeAll(async () => {
  room = await openNewsroom({
    working: false,
    env: {
      RATE_LIMITS:
        "signup=3/600,token=5/600,check=6/600,failed-key=4/600,write=7/600,public-read=2/600,quota-kilobytes=100/86400",
      TRUST_PROXY: "127.0.0.1",
    },
  });
  twin = await room.twin();
  society = await room.organization();
});
afterAll(() => room.close());

const from = (address: string) => ({ "x-forwarded-for": address });
const contact = { name: "Ana Reyes", email: "ana@rowing.example" };
const signUp = (origin: string, address: string) =>
  clientOf(origin).post("/v1/organizations", { name: "Rowing Club", contact }, from(address));
const count = (replies: readonly Reply<any>[], status: number) =>
  replies.filter((reply) => reply.status === status).length;

describe("a limit", () => {
  it("on what the public reads refuses in the sight of a page of another site", async () => {
    const asked = () => clientOf(room.origin).get("/v1/articles?limit=3&q=harbour", from("192.0.2.200"));
    for (let count = 0; count < 2; count += 1) expect((await asked()).status).toBe(200);
    const { status, headers } = await asked();
    expect([status, headers.get("access-control-allow-origin")]).toEqual([429, "*"]);
    const exposed = headers.get("access-control-expose-headers")?.split(", ");
    expect(exposed).toEqual(expect.arrayContaining(["retry-after", "ratelimit", "ratelimit-policy"]));
  });

  it("lets exactly as many through of fifty at once, at two processes together", async () => {
    const replies = await Promise.all(
      Array.from({ length: 50 }, (_, index) => signUp(index % 2 === 0 ? room.origin : twin, "192.0.2.1")),
    );
    expect([count(replies, 201), count(replies, 429)]).toEqual([3, 47]);
  });

  it("says how much is left, of what, and until when", async () => {
    const { headers } = await signUp(room.origin, "192.0.2.2");
    expect(headers.get("ratelimit-policy")).toBe('"signup";q=3;w=600');
    expect(headers.get("ratelimit")).toMatch(/^"signup";r=2;t=(600|5\d\d)$/);
  });

  it("says when to come back once it is used up", async () => {
    for (let count = 0; count < 3; count += 1) await signUp(room.origin, "192.0.2.3");
    const refused = await signUp(room.origin, "192.0.2.3");
    expectProblem(refused, 429, "rate-limited");
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(500);
    expect(refused.headers.get("ratelimit")).toMatch(/^"signup";r=0;t=\d+$/);
  });

  it("holds in a process that starts afterwards", async () => {
    for (let count = 0; count < 3; count += 1) await signUp(room.origin, "192.0.2.4");
    expect((await signUp(await room.twin(), "192.0.2.4")).status).toBe(429);
  });

  it("counts every address of an IPv6 network as one, however it is written", async () => {
    const addresses = ["2001:db8::1", "2001:db8:0:0:ffff::2", "2001:0db8::a:b:c:d", "2001:db8:0:0::3"];
    const replies = [];
    for (const address of addresses) replies.push(await signUp(room.origin, address));
    expect(replies.map(({ status }) => status)).toEqual([201, 201, 201, 429]);
  });

  it("counts two IPv6 networks apart", async () => {
    for (let count = 0; count < 3; count += 1) await signUp(room.origin, "2001:db8:1::1");
    expect((await signUp(room.origin, "2001:db8:1:1::1")).status).toBe(201);
  });

  it("of one key leaves the organisation's other keys alone", async () => {
    const other = await society.post("/v1/organizations/me/keys", { label: "other" });
    let last = other;
    for (let count = 0; count < 8; count += 1) last = await society.patch("/v1/organizations/me", {});
    const theOther = await clientOf(room.origin, other.body.apiKey).patch("/v1/organizations/me", {});
    expect([last.status, theOther.status]).toEqual([429, 200]);
  });

  it("bounds guessing keys, and not the use of good ones from the same address", async () => {
    const guesses = [];
    for (let count = 0; count < 5; count += 1) {
      guesses.push(await clientOf(room.origin, `dl_org_${count}`).get("/v1/releases", from("192.0.2.5")));
    }
    const good = await society.get("/v1/releases", from("192.0.2.5"));
    expect([...guesses, good].map(({ status }) => status)).toEqual([401, 401, 401, 401, 429, 200]);
  });

  it("bounds guessing the tokens of mailed links", async () => {
    const guesses = [];
    for (let count = 0; count < 6; count += 1) {
      guesses.push(
        await room.reader.post("/v1/organizations/verify", { token: `guess-${count}` }, from("192.0.2.6")),
      );
    }
    expect(guesses.map(({ status }) => status)).toEqual([422, 422, 422, 422, 422, 429]);
  });
});

describe("reading", () => {
  it("is bounded where an answer has to be made, and never where it is ready", async () => {
    const open = await openNewsroom({ env: { RATE_LIMITS: "public-read=3/600", TRUST_PROXY: "127.0.0.1" } });
    const read = (path: string, address: string) => open.reader.get(path, from(address));
    const club = await open.organization();
    const sent = await club.post("/v1/releases", aRelease());
    await open.settled(club, sent.body.id, "published");
    // Nothing changes from here on.
    await open.stopWorking();
    const replies = [];
    for (const size of [20, 2, 3, 4]) {
      replies.push(await read(size === 20 ? "/v1/articles" : `/v1/articles?limit=${size}`, "192.0.2.7"));
    }
    const ready = await read("/v1/articles", "192.0.2.7");
    const another = await read("/v1/articles?limit=4", "192.0.2.8");
    await open.close();
    expect(replies.map(({ status }) => status)).toEqual([200, 200, 200, 429]);
    expectProblem(replies[3]!, 429, "rate-limited");
    expect([ready.status, ready.headers.get("ratelimit"), another.status]).toEqual([200, null, 200]);
  });
});

describe("the address of a client", () => {
  it("is not what it says of itself where no proxy is trusted", async () => {
    const open = await openNewsroom({ working: false, env: { RATE_LIMITS: "check=2/600" } });
    const replies = [];
    for (let last = 1; last <= 3; last += 1) {
      replies.push(await open.reader.post("/v1/checks", aRelease(), from(`192.0.2.${last}`)));
    }
    await open.close();
    expect(replies.map(({ status }) => status)).toEqual([200, 200, 429]);
  });
});

describe("a quota", () => {
  async function withQuota(dailyQuota: number): Promise<TestOrganization> {
    // Two of the signups that an address has are left to it.
    const signedUp = await signUp(room.origin, `198.51.100.${dailyQuota}`);
    const { id } = signedUp.body.organization;
    await room.admin.patch(`/v1/admin/organizations/${id}`, { dailyQuota, trust: "trusted" });
    return { id, key: signedUp.body.apiKey, ...clientOf(room.origin, signedUp.body.apiKey) };
  }

  it("stops an organisation at its number, at all its keys and processes together", async () => {
    const club = await withQuota(5);
    const other = await club.post("/v1/organizations/me/keys", { label: "other" });
    const senders = [club, clientOf(twin, club.key), clientOf(twin, other.body.apiKey)];
    const replies = await Promise.all(
      Array.from({ length: 15 }, (_, index) => senders[index % 3]!.post("/v1/releases", aRelease())),
    );
    expect([count(replies, 201), count(replies, 429)]).toEqual([5, 10]);
  });

  it("is refused as such, with when to come back", async () => {
    const club = await withQuota(1);
    await club.post("/v1/releases", aRelease());
    const refused = await club.post("/v1/releases", aRelease());
    expectProblem(refused, 429, "quota-exceeded");
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(80_000);
  });

  it("costs nothing for drafts, and one when a draft is submitted", async () => {
    const club = await withQuota(2);
    const draft = await club.post("/v1/releases?draft=true", aRelease());
    const before = (await club.get("/v1/organizations/me")).body.quota;
    await club.post(`/v1/releases/${draft.body.id}/submission`);
    const after = (await club.get("/v1/organizations/me")).body.quota;
    expect([before, after]).toEqual([
      { perDay: 2, used: 0 },
      { perDay: 2, used: 1 },
    ]);
  });

  it("is given back by a release that was refused", async () => {
    const club = await withQuota(3);
    await club.post("/v1/releases", aRelease({ externalRef: "once" }));
    await club.post("/v1/releases", aRelease({ externalRef: "once" }));
    await club.post("/v1/releases", aRelease({ publication: "no-such-paper" }));
    await until(async () => (await club.get("/v1/organizations/me")).body.quota.used === 1);
  });

  it("of a trusted organisation counts one for one release", async () => {
    await society.post("/v1/releases", aRelease());
    expect((await society.get("/v1/organizations/me")).body.quota).toEqual({ perDay: 1_000_000, used: 1 });
  });
});

describe("the quota of files", () => {
  let address = 0;
  async function newcomer(): Promise<Client & { readonly elsewhere: Client }> {
    address += 1;
    const { apiKey } = (await signUp(room.origin, `203.0.113.${address}`)).body;
    return { ...clientOf(room.origin, apiKey), elsewhere: clientOf(twin, apiKey) };
  }
  const form = (part: string, kilobytes: number, release?: Record<string, unknown>) => {
    const parts = new FormData();
    if (release) parts.set("release", JSON.stringify(release));
    parts.set(part, new Blob(["%PDF-1.7".padEnd(kilobytes * 1000)]), "a.pdf");
    return parts;
  };
  const sendFile = (by: Client, kilobytes: number, headers = {}) =>
    by.post("/v1/assets", form("file", kilobytes), headers);
  const used = async (by: Client) => (await by.get("/v1/organizations/me")).body.fileQuota;

  it("lets one of two through at once that are too much together, at two processes", async () => {
    const club = await newcomer();
    const replies = await Promise.all([sendFile(club, 60), sendFile(club.elsewhere, 60)]);
    expect([count(replies, 201), count(replies, 429)]).toEqual([1, 1]);
  });

  it("is refused as such, keeps nothing of what is too much, and leaves the rest to what is less", async () => {
    const club = await newcomer();
    await sendFile(club, 60);
    const stored = await room.storedFiles();
    const refused = await sendFile(club, 60);
    expectProblem(refused, 429, "quota-exceeded");
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(80_000);
    expect(refused.headers.get("ratelimit-policy")).toBe('"quota-kilobytes";q=100;w=86400');
    expect(await room.storedFiles()).toHaveLength(stored.length);
    expect([(await sendFile(club, 40)).status, await used(club)]).toEqual([
      201,
      { kilobytesPerDay: 100, kilobytesUsed: 100 },
    ]);
  });

  it("counts what comes with a release or a draft, and not with one that is refused", async () => {
    const club = await newcomer();
    const sendWith = (query: string, release: Record<string, unknown>) =>
      club.post(`/v1/releases${query}`, form("attachments", 30, aRelease(release)));
    await sendWith("", { publication: "no-such-paper" });
    const replies = [await sendWith("", {}), await sendWith("?draft=true", {}), await sendWith("", {})];
    const refused = await sendWith("", {});
    expect([...replies, refused].map(({ status }) => status)).toEqual([201, 201, 201, 429]);
    // What was refused for its files is no release sent.
    expect((await club.get("/v1/organizations/me")).body).toMatchObject({
      quota: { used: 2 },
      fileQuota: { kilobytesUsed: 90 },
    });
  });

  it("does not stand in the way of a repeat, which counts nothing", async () => {
    const [club, key] = [await newcomer(), { "idempotency-key": "a-file" }];
    const first = await sendFile(club, 60, key);
    const second = await sendFile(club, 60, key);
    expect([second.status, second.text]).toEqual([201, first.text]);
    expect((await used(club)).kilobytesUsed).toBe(60);
  });
});
