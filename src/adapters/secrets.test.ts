import { mkdtemp, readdir, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openSecrets } from "./secrets.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "dateline-secrets-"));
});
afterAll(() => rm(folder, { recursive: true }));
const key = "0123456789abcdef0123456789abcdef";

describe("a sealed secret", () => {
  it("is opened with the key that sealed it, and with no other", async () => {
    const secrets = await openSecrets({ key, file: join(folder, "none") });
    const sealed = secrets.seal("whsec_abc");
    expect(Buffer.from(sealed).toString("latin1")).not.toContain("whsec");
    expect(secrets.open(sealed)).toBe("whsec_abc");
    const others = await openSecrets({ key: key.toUpperCase(), file: join(folder, "none") });
    expect(() => others.open(sealed)).toThrow();
  });

  it("is not opened once a byte of it was changed", async () => {
    const secrets = await openSecrets({ key, file: join(folder, "none") });
    const sealed = secrets.seal("whsec_abc");
    sealed[30] = (sealed[30] ?? 0) ^ 1;
    expect(() => secrets.open(sealed)).toThrow();
  });

  it("is opened by every process that was started on the same folder, for its owner's eyes only", async () => {
    const file = join(folder, "data", "secret.key");
    const starts = Array.from({ length: 8 }, () => openSecrets({ key: undefined, file }));
    const [first, ...others] = await Promise.all(starts);
    const sealed = first!.seal("whsec_abc");
    expect(others.map((secrets) => secrets.open(sealed))).toEqual(others.map(() => "whsec_abc"));
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(await readdir(join(folder, "data"))).toEqual(["secret.key"]);
  });
});
