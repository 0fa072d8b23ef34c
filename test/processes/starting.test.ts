import { writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { pino } from "pino";
import { afterAll, afterEach, beforeAll, describe, expect, inject, it, vi } from "vitest";
import { readConfig } from "../../src/config.ts";
import { serve } from "../../src/serve.ts";
import { clientOf } from "../support/client.ts";
import { hasRedis, type OwnRedis, openRedis } from "../support/neighbours/redis-server.ts";
import { openS3, passing, type S3, s3Environment } from "../support/neighbours/s3.ts";
import { freePort, openPremises, type Premises } from "../support/processes.ts";
import { run, withDatabase } from "../support/template-database.ts";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let premises: Premises;

beforeAll(async () => {
  premises = await openPremises();
});
afterAll(() => premises.close());

/** What stops a start with these variables beside the usual ones. */
const refusal = async (variables: Record<string, string>): Promise<string> => {
  const config = readConfig({ ...premises.variables, PORT: "0", ...variables });
  try {
    await (await serve(config, ["api"], pino({ level: "silent" }))).close();
  } catch (error) {
    return (error as Error).message;
  }
  return "nothing";
};

const oneLine = (name: string) => new RegExp(`^${name}: [^\\n]+; accepted: [^\\n]+$`);

describe.concurrent("a start", () => {
  it("ends with exit code 1 and one line on standard error when a variable is wrong", async () => {
    const process = premises.spawn("both", { PORT: "banana" });
    expect(await process.ended).toEqual({ code: 1, signal: null });
    expect(process.errors()).toBe(
      'PORT: "banana" is not accepted; accepted: a whole number from 0 to 65535\n',
    );
    expect(process.output()).toBe("");
  });

  it("shows a working administrator's key once, also when it then fails because the port is taken", async () => {
    const { ADMIN_API_KEY: _none, ...variables } = premises.variables;
    const own = await openPremises();
    const squatter = createServer().listen(0, "127.0.0.1");
    await new Promise((resolve) => squatter.once("listening", resolve));
    const address = squatter.address();
    const port = typeof address === "object" && address ? address.port : 0;
    const keyless = { ...variables, DATABASE_URL: own.databaseUrl, ADMIN_API_KEY: "" };
    const first = own.spawn("api", { ...keyless, PORT: String(port) });
    expect(await first.ended).toEqual({ code: 1, signal: null });
    expect(first.errors()).toBe(`PORT: ${port} is taken on 127.0.0.1; accepted: a free port\n`);
    const keys = /dl_staff_\w+/g;
    const [key] = first.output().match(keys) ?? [];
    squatter.close();
    const second = await own.start("api", keyless);
    expect((await clientOf(second.origin, key).get("/v1/admin/staff")).status).toBe(200);
    expect(second.output()).not.toMatch(keys);
    await own.close();
  });

  it("names the database that does not answer", async () => {
    const port = await freePort();
    const said = await refusal({ DATABASE_URL: `postgresql://dateline:k3pt-secret@127.0.0.1:${port}/news` });
    expect(said).toMatch(oneLine("DATABASE_URL"));
    expect(said).toContain(`127.0.0.1:${port}`);
    expect(said).not.toContain("k3pt-secret");
  });

  it("names the database that refuses the password, and keeps the password to itself", async () => {
    const url = new URL(premises.databaseUrl);
    url.password = "k3pt-secret";
    const process = premises.spawn("api", { DATABASE_URL: url.href });
    expect(await process.ended).toEqual({ code: 1, signal: null });
    expect(process.errors()).toMatch(/^DATABASE_URL: [^\n]+refuses the user or the password[^\n]+\n$/);
    expect(process.errors() + process.output()).not.toContain("k3pt-secret");
  });

  it("refuses a PostgreSQL that would answer before a commit is safe", async () => {
    const lossy = await openPremises();
    const name = new URL(lossy.databaseUrl).pathname.slice(1);
    await run(inject("serverUrl"), `alter database ${name} set synchronous_commit = off`);
    const said = await refusal({ DATABASE_URL: withDatabase(inject("serverUrl"), name) });
    expect(said).toMatch(oneLine("DATABASE_URL"));
    expect(said).toContain("synchronous_commit is off");
    await lossy.close();
  });

  it.each(["DATA_DIR", "STORAGE_URL"])("names the folder of %s that it cannot write", async (name) => {
    const file = join(premises.dataDir, `file-for-${name}`);
    await writeFile(file, "in the way");
    const folder = join(file, "folder");
    expect(await refusal({ [name]: name === "STORAGE_URL" ? `file:${folder}` : folder })).toMatch(
      oneLine(name),
    );
  });

  it("names an address that this machine does not have", async () => {
    expect(await refusal({ HOST: "192.0.2.1" })).toMatch(oneLine("HOST"));
  });

  it("names the Redis that does not answer", async () => {
    expect(await refusal({ REDIS_URL: `redis://127.0.0.1:${await freePort()}` })).toMatch(
      oneLine("REDIS_URL"),
    );
  });
});

describe("a start with files in S3", () => {
  let s3: S3;
  beforeAll(async () => {
    s3 = await openS3();
  });
  afterAll(() => s3.close());
  afterEach(() => void vi.unstubAllEnvs());

  /** What stops a start in this environment, where the library looks for credentials. */
  const said = ({ STORAGE_URL = s3.storageUrl, ...variables }: Record<string, string>) => {
    for (const [name, value] of Object.entries({ ...s3Environment, ...variables })) vi.stubEnv(name, value);
    return refusal({ STORAGE_URL });
  };
  const line = (trouble: string) =>
    new RegExp(`^STORAGE_URL: the bucket [\\w-]+ ${trouble}; accepted: [^\\n]+$`);

  it("names the bucket that is not there", async () => {
    const url = new URL(s3.storageUrl);
    url.hostname = "no-such-bucket";
    expect(await said({ STORAGE_URL: url.href })).toMatch(line("does not exist"));
  });

  it("names the bucket that refuses the credentials, and keeps them to itself", async () => {
    const secret = { AWS_ACCESS_KEY_ID: "k3pt-secret-id", AWS_SECRET_ACCESS_KEY: "k3pt-secret" };
    const process = premises.spawn("api", { ...s3Environment, STORAGE_URL: s3.storageUrl, ...secret });
    expect(await process.ended).toEqual({ code: 1, signal: null });
    expect(process.output()).toBe("");
    expect(process.errors().trimEnd()).toMatch(line("refuses these credentials \\(403\\)"));
    expect(process.errors()).not.toContain("k3pt-secret");
  });

  it("names the bucket that nobody answers for", async () => {
    const nobody = `s3://town-files?endpoint=http://127.0.0.1:${await freePort()}`;
    expect(await said({ STORAGE_URL: nobody })).toMatch(line("cannot be reached \\(ECONNREFUSED\\)"));
  });

  it("names the region that the bucket is in", async () => {
    s3.behave(
      (_request, response) => void response.writeHead(301, { "x-amz-bucket-region": "eu-west-2" }).end(),
    );
    expect(await said({})).toMatch(line("is in the region eu-west-2"));
    s3.behave(passing);
  });

  it("needs credentials", async () => {
    const none = { AWS_ACCESS_KEY_ID: "", AWS_SECRET_ACCESS_KEY: "", AWS_EC2_METADATA_DISABLED: "true" };
    const errors = await said({ ...none, HOME: premises.dataDir });
    expect(errors).toMatch(line("cannot be asked: the environment has no credentials"));
  });

  it("gives up a service that takes the question and never answers", async () => {
    s3.behave(() => undefined);
    expect(await said({})).toMatch(line("does not answer in time"));
    s3.behave(passing);
  });

  it("starts, and ends when it is told to", async () => {
    const process = premises.spawn("api", { ...s3Environment, STORAGE_URL: s3.storageUrl });
    await process.listening();
    expect(await process.end("SIGTERM")).toEqual({ code: 0, signal: null });
  });
});

describe.skipIf(!hasRedis)("a start on Redis", () => {
  let redis: OwnRedis;
  beforeAll(async () => {
    redis = await openRedis("--maxmemory-policy", "allkeys-lru", "--requirepass", "k3pt-secret");
  });
  afterAll(() => redis.close());

  it("refuses one that may drop jobs to make room", async () => {
    const said = await refusal({ REDIS_URL: `redis://:k3pt-secret@127.0.0.1:${redis.port}` });
    expect(said).toMatch(oneLine("REDIS_URL"));
    expect(said).toContain("allkeys-lru");
  });

  it.each(["redis://127.0.0.1", "redis://:wr0ng-secret@127.0.0.1"])(
    "names one that refuses us: %s",
    async (url) => {
      const said = await refusal({ REDIS_URL: `${url}:${redis.port}` });
      expect(said).toMatch(oneLine("REDIS_URL"));
      expect(said).toContain("refuses us");
      expect(said).not.toContain("secret");
    },
  );
});
