import { readdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { findPostmaster } from "../../src/db/embedded/postmaster.ts";
import {
  ask,
  clusterIn,
  end,
  endAll,
  killServer,
  makeFolder,
  openDatabase,
  removeFolders,
  startOwner,
} from "./owners.ts";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

describe("the embedded database", () => {
  let dataDir: string;
  const remember = (url: string, word: string) => ask(url, `insert into words values ('${word}')`);
  const recall = async (url: string) =>
    (await ask<{ word: string }>(url, "select word from words order by word")).map(({ word }) => word);

  beforeAll(async () => {
    dataDir = await makeFolder();
    const owner = await openDatabase(dataDir);
    await ask(owner.url, "create table words (word text primary key)");
    await end(owner);
  });
  afterEach(endAll);
  afterAll(removeFolders);

  it("listens to this machine only", async () => {
    const { url } = await openDatabase(dataDir);
    const [server] = await ask(
      url,
      "select inet_server_addr() as host, current_setting('listen_addresses') as hosts, current_setting('unix_socket_directories') as sockets",
    );
    expect(server).toEqual({ host: "127.0.0.1", hosts: "127.0.0.1", sockets: "" });
  });

  it("flushes every commit to disk, checks its pages and keeps UTC", async () => {
    const { url } = await openDatabase(dataDir);
    const settings = ["fsync", "full_page_writes", "synchronous_commit", "data_checksums", "TimeZone"];
    const rows = await ask<{ setting: string }>(
      url,
      `select current_setting(name) as setting from unnest(array['${settings.join("','")}']) as name`,
    );
    expect(rows.map(({ setting }) => setting)).toEqual(["on", "on", "on", "on", "UTC"]);
  });

  it("keeps its password to itself", async () => {
    const owner = await openDatabase(dataDir);
    const { password } = new URL(owner.url);
    expect(password.length).toBeGreaterThanOrEqual(32);
    expect((await stat(join(dataDir, "postgres", "password"))).mode & 0o777).toBe(0o600);
    const logged = owner.lines.filter((line) => "log" in line);
    expect(JSON.stringify(logged)).not.toContain(password);
    expect(await readFile(join(dataDir, "postgres", "server.log"), "utf8")).not.toContain(password);
  });

  it("takes nobody without the password", async () => {
    const { url } = await openDatabase(dataDir);
    const address = new URL(url);
    address.password = "guess";
    await expect(ask(address.href, "select 1")).rejects.toThrow(/password authentication failed/);
  });

  it("is gone when its owner has stopped it", async () => {
    const owner = await openDatabase(dataDir);
    await end(owner);
    expect(owner.lines.at(-1)).toEqual({ stopped: true });
    expect(await findPostmaster(clusterIn(dataDir))).toBeUndefined();
  });

  it("remembers after a stop", async () => {
    const first = await openDatabase(dataDir);
    await remember(first.url, "stopped");
    await end(first);
    const second = await openDatabase(dataDir);
    expect(await recall(second.url)).toContain("stopped");
  });

  it("is taken over, running, from an owner that was killed", async () => {
    const killed = await openDatabase(dataDir);
    await remember(killed.url, "killed owner");
    const before = await findPostmaster(clusterIn(dataDir));
    await end(killed, "SIGKILL");
    const heir = await openDatabase(dataDir);
    expect(await recall(heir.url)).toContain("killed owner");
    expect(await findPostmaster(clusterIn(dataDir))).toEqual(before);
    await end(heir);
    expect(await findPostmaster(clusterIn(dataDir))).toBeUndefined();
  });

  it("recovers when everything was killed at once", async () => {
    const killed = await openDatabase(dataDir);
    await remember(killed.url, "killed machine");
    const dying = end(killed, "SIGKILL");
    await killServer(dataDir);
    await dying;
    const next = await openDatabase(dataDir);
    expect(await recall(next.url)).toContain("killed machine");
  });

  it("comes back at the same address when only the server was killed", async () => {
    const { url } = await openDatabase(dataDir);
    await remember(url, "killed server");
    await killServer(dataDir);
    await expect.poll(() => recall(url).catch(() => []), { timeout: 20_000 }).toContain("killed server");
  });

  it("starts although a stranger has the number of the old server", async () => {
    const killed = await openDatabase(dataDir);
    const dying = end(killed, "SIGKILL");
    const file = join(clusterIn(dataDir), "postmaster.pid");
    const left = await readFile(file, "utf8");
    await killServer(dataDir);
    await dying;
    await writeFile(file, left.replace(/^\d+/, String(process.pid)));
    const next = await openDatabase(dataDir);
    expect(await recall(next.url)).toBeInstanceOf(Array);
  });

  it("refuses a second owner in one sentence that names the folder and the first", async () => {
    const first = await openDatabase(dataDir);
    const second = await startOwner(dataDir).said;
    expect(second).toEqual({
      name: "StartRefused",
      refused: `${dataDir} is in use by another Dateline (process ${first.pid}): stop that one, or set another DATA_DIR.`,
    });
    expect(await ask(first.url, "select 1 as one")).toEqual([{ one: 1 }]);
  });

  it("belongs to one of two first starts at once", async () => {
    const empty = await makeFolder();
    const said = await Promise.all([startOwner(empty), startOwner(empty)].map((owner) => owner.said));
    const [winner] = said.filter(({ url }) => url);
    expect(said.filter(({ refused }) => refused)).toHaveLength(1);
    expect(await ask(winner?.url ?? "", "select 1 as one")).toEqual([{ one: 1 }]);
    expect(await readdir(empty)).toEqual(["postgres"]);
    expect(await readFile(join(empty, "postgres", "password"), "utf8")).not.toBe(
      await readFile(join(dataDir, "postgres", "password"), "utf8"),
    );
  });

  it("is made anew, without leftovers, when its making was killed", async () => {
    const empty = await makeFolder();
    const killed = startOwner(empty);
    await expect.poll(() => readdir(empty), { interval: 5, timeout: 20_000 }).not.toEqual([]);
    await end(killed, "SIGKILL");
    const next = await openDatabase(empty);
    expect(await ask(next.url, "select 1 as one")).toEqual([{ one: 1 }]);
    await end(next);
    await end(await openDatabase(empty));
    expect(await readdir(empty)).toEqual(["postgres"]);
  });
});
