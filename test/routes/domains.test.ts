import { createServer, type Server } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Connector } from "../../src/adapters/egress/egress.ts";
import type { Resolver } from "../../src/adapters/egress/resolver.ts";
import { aRelease } from "../support/builders.ts";
import type { Client } from "../support/client.ts";
import { openNewsroom, type TestNewsroom, type TestOrganization } from "../support/newsroom.ts";
import { expectProblem, pointers } from "../support/problems.ts";

const path = "/v1/organizations/me/domains";
let room: TestNewsroom;
let site: Server;

/** What the world says: TXT records by name, and files by URL. */
const records = new Map<string, string[]>();
const files = new Map<string, { status: number; body: string; location?: string }>();
const unanswered = new Set<string>();
let asked: string[] = [];

const resolver: Resolver = {
  addresses: async () => ["127.0.0.1"],
  texts: async (name) => {
    if (unanswered.has(name)) throw new Error("queryTxt ETIMEOUT");
    return records.get(name) ?? [];
  },
};

/** Everybody's site is here, and speaks without TLS; what is said on the connection is what the site would get. */
const connector: Connector = () => (_target, callback) => {
  const { port } = site.address() as AddressInfo;
  const socket = connect(port, "127.0.0.1", () => callback(null, socket));
};

beforeAll(async () => {
  site = createServer((request, response) => {
    const url = `https://${request.headers.host}${request.url}`;
    asked.push(url);
    const { status, body, location } = files.get(url) ?? { status: 404, body: "Not here" };
    response.writeHead(status, location ? { location } : {}).end(body);
  });
  await new Promise<void>((resolve) => site.listen(0, "127.0.0.1", resolve));
  room = await openNewsroom({
    resolver,
    connector,
    env: { WEBHOOK_ALLOW_PRIVATE: "true", RATE_LIMITS: "off" },
  });
});
afterAll(async () => {
  await room.close();
  site.closeAllConnections();
  site.close();
});

let count = 0;
const aDomain = () => {
  count += 1;
  return `society-${count}.example`;
};
const add = async (organization: Client, domain = aDomain()) =>
  (await organization.post(path, { domain })).body;
const verify = (organization: Client, domain: string) => organization.post(`${path}/${domain}/verification`);
const publishRecord = ({ dns }: any) => records.set(dns.name, [dns.value]);
const publishFile = ({ file }: any, body = file.content) => files.set(file.url, { status: 200, body });
const proofsOf = async (organization: Client) => (await organization.get("/v1/organizations/me")).body.proofs;
const eventsOf = ({ id }: TestOrganization) =>
  room.sql(
    "select action, actor_name, changes from desk_events where subject = $1 and subject_id = $2 order by id",
    ["organization_domain", id],
  );

describe("a domain", () => {
  it("comes with the record and the file that would prove it", async () => {
    const organization = await room.organization("verified");
    const reply = await organization.post(path, { domain: " Bücher.Example. " });
    const value = `dateline-verification=${reply.body.token}`;
    expect(reply).toMatchObject({
      status: 201,
      body: {
        domain: "xn--bcher-kva.example",
        dns: { name: "_dateline.xn--bcher-kva.example", value },
        file: { url: "https://xn--bcher-kva.example/.well-known/dateline.txt", content: value },
        method: null,
        verifiedAt: null,
      },
    });
    expect((await organization.get(path)).body).toEqual({ items: [reply.body], nextCursor: null });
  });

  it.each(["society", "127.0.0.1", "localhost", "https://society.example", "a@society.example", ""])(
    "is refused when it is %j",
    async (domain) => {
      const organization = await room.organization("verified");
      expect(pointers(await organization.post(path, { domain }))).toEqual(["/domain"]);
    },
  );

  it("is named once, also by twenty at once, and ten times at the most", async () => {
    const organization = await room.organization("verified");
    const same = await Promise.all(
      Array.from({ length: 20 }, () => organization.post(path, { domain: "same.example" })),
    );
    expect(same.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(same.filter(({ status }) => status === 409)).toHaveLength(19);
    const more = await Promise.all(
      Array.from({ length: 12 }, () => organization.post(path, { domain: aDomain() })),
    );
    expect(more.filter(({ status }) => status === 201)).toHaveLength(9);
  });

  it("is nobody else's to see, prove or remove", async () => {
    const [organization, stranger] = [await room.organization(), await room.organization()];
    const claimed = await add(organization);
    publishRecord(claimed);
    expect((await stranger.get(path)).body.items).toEqual([]);
    expectProblem(await verify(stranger, claimed.domain), 404, "not-found");
    expectProblem(await stranger.delete(`${path}/${claimed.domain}`), 404, "not-found");
  });

  it("may be claimed by two, each with a token of its own", async () => {
    const [first, second] = [await room.organization(), await room.organization()];
    const domain = aDomain();
    const [ours, theirs] = [await add(first, domain), await add(second, domain)];
    publishRecord(ours);
    expect((await verify(first, domain)).status).toBe(200);
    expectProblem(await verify(second, domain), 422, "domain-not-proven");
    expect(ours.token).not.toBe(theirs.token);
  });
});

describe("proving a domain", () => {
  it.each([
    ["dns", publishRecord],
    ["file", publishFile],
  ])("works by %s, and shows in the profile and at the desk", async (method, publish) => {
    const organization = await room.organization("verified");
    const claimed = await add(organization);
    publish(claimed);
    const proven = await verify(organization, claimed.domain);
    expect(proven).toMatchObject({ status: 200, body: { method, verifiedAt: expect.any(String) } });
    const domain = { domain: claimed.domain, method, at: proven.body.verifiedAt };
    expect(await proofsOf(organization)).toMatchObject({ domain });
    const known = await room.admin.get(`/v1/admin/organizations/${organization.id}`);
    expect(known.body.proofs).toMatchObject({ domain });
  });

  it("says what was found by each way where it was not enough", async () => {
    const organization = await room.organization("verified");
    const found = async (prepare: (claimed: any) => unknown) => {
      const claimed = await add(organization);
      prepare(claimed);
      const reply = await verify(organization, claimed.domain);
      expectProblem(reply, 422, "domain-not-proven");
      return reply.body.found;
    };
    expect([
      await found(() => undefined),
      await found(({ dns }) => records.set(dns.name, ["dateline-verification=another", "v=spf1 -all"])),
      await found(({ dns }) => unanswered.add(dns.name)),
      await found((claimed) => publishFile(claimed, "secret of somebody's own network")),
      await found((claimed) => publishFile(claimed, `x${claimed.token}`)),
    ]).toEqual([
      { dns: "no TXT record", file: "status 404" },
      { dns: "another TXT record", file: "status 404" },
      { dns: "no answer", file: "status 404" },
      { dns: "no TXT record", file: "another file" },
      { dns: "no TXT record", file: "another file" },
    ]);
  });

  it("follows no redirect, since whoever it leads to may not own the domain", async () => {
    const organization = await room.organization("verified");
    const claimed = await add(organization);
    const elsewhere = "https://elsewhere.example/token.txt";
    files.set(elsewhere, { status: 200, body: claimed.token });
    files.set(claimed.file.url, { status: 302, body: claimed.token, location: elsewhere });
    asked = [];
    const reply = await verify(organization, claimed.domain);
    expect(reply.body.found).toEqual({ dns: "no TXT record", file: "status 302" });
    expect(asked).toEqual([claimed.file.url]);
  });

  it("is remembered once, also by two at once, and not looked for again", async () => {
    const organization = await room.organization("verified");
    const claimed = await add(organization);
    publishRecord(claimed);
    const replies = await Promise.all([
      verify(organization, claimed.domain),
      verify(organization, claimed.domain),
    ]);
    expect(replies.map(({ status }) => status)).toEqual([200, 200]);
    records.clear();
    const again = await verify(organization, claimed.domain);
    expect(again.body.verifiedAt).toBe(replies[0]?.body.verifiedAt);
    expect((await eventsOf(organization)).map(({ action }) => action)).toEqual(["add", "prove"]);
  });

  it("is gone with the domain, and the next one stands in its place", async () => {
    const organization = await room.organization("verified");
    const [first, second] = [await add(organization), await add(organization)];
    for (const claimed of [first, second]) {
      publishRecord(claimed);
      await verify(organization, claimed.domain);
    }
    expect(await proofsOf(organization)).toMatchObject({ domain: { domain: first.domain } });
    expect((await organization.delete(`${path}/${first.domain}`)).status).toBe(204);
    expect(await proofsOf(organization)).toMatchObject({ domain: { domain: second.domain } });
    await organization.delete(`${path}/${second.domain}`);
    expect(await proofsOf(organization)).toMatchObject({ domain: null });
    expectProblem(await verify(organization, second.domain), 404, "not-found");
  });

  it("frees an unverified organisation of the suspicion that a free mailbox raises", async () => {
    const organization = await room.organization("unverified");
    const mediaContact = { name: "Ruth Okafor", email: "ruth@gmail.com", phone: "+44 1632 960100" };
    const rulesMet = async () => {
      const release = await room.submitted(organization, aRelease({ mediaContact }));
      return release.moderation.findings.map(({ rule }: { rule: string }) => rule);
    };
    expect(await rulesMet()).toContain("CT-02");
    const claimed = await add(organization);
    publishRecord(claimed);
    await verify(organization, claimed.domain);
    expect(await rulesMet()).not.toContain("CT-02");
  });
});

describe("another mailbox", () => {
  it("leaves the trust where it is at a domain that the organisation has proven, and takes it elsewhere", async () => {
    const organization = await room.organization("trusted");
    const claimed = await add(organization);
    publishRecord(claimed);
    await verify(organization, claimed.domain);
    const moveTo = async (email: string) =>
      (await organization.patch("/v1/organizations/me", { contact: { name: "Ruth", email } })).body;
    expect(await moveTo(`ruth@mail.${claimed.domain}`)).toMatchObject({ trust: "trusted", verifiedAt: null });
    expect(await moveTo("ruth@elsewhere.example")).toMatchObject({ trust: "unverified", verifiedAt: null });
  });
});
