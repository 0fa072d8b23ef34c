import { describe, expect, it } from "vitest";
import { readConfig } from "../src/config.ts";

const said = (env: Record<string, string>): string => {
  try {
    readConfig(env);
  } catch (error) {
    return (error as Error).message;
  }
  return "";
};

describe("the configuration", () => {
  it.each([
    ["PORT", "banana"],
    ["PORT", "65536"],
    ["PORT", "80.5"],
    ["PORT", " "],
    ["BASE_URL", "news.example"],
    ["BASE_URL", "ftp://news.example"],
    ["BASE_URL", "https://news.example/newsroom"],
    ["DATABASE_URL", "mysql://root@127.0.0.1/news"],
    ["REDIS_URL", "127.0.0.1:6379"],
    ["ADMIN_API_KEY", "too short"],
    ["ADMIN_API_KEY", "with spaces with spaces with spaces with spaces"],
    ["ADMIN_API_KEY", "changeme-changeme-changeme-changeme"],
    ["STORAGE_URL", "/srv/files"],
    ["STORAGE_URL", "file:"],
    ["STORAGE_URL", "s3:bucket"],
    ["STORAGE_URL", "s3://"],
    ["STORAGE_URL", "s3://Bucket"],
    ["STORAGE_URL", "s3://my_bucket"],
    ["STORAGE_URL", "s3://bucket..of.dots"],
    ["STORAGE_URL", "s3://bucket:9000"],
    ["STORAGE_URL", "s3://bucket/folder"],
    ["STORAGE_URL", "s3://bucket?endpoint=s3.example"],
    ["STORAGE_URL", "s3://bucket?endpoint=ftp://s3.example"],
    ["STORAGE_URL", "s3://bucket?endpoint="],
    ["STORAGE_URL", "s3://bucket?endpoint=https://s3.example?x"],
    ["STORAGE_URL", "s3://bucket?region=The%20North"],
    ["STORAGE_URL", "s3://bucket?acl=public-read"],
    ["STORAGE_URL", "s3://bucket?region=a&region=b"],
    ["SMTP_URL", "mail.example:25"],
    ["MAIL_FROM", "the newsroom"],
    ["PUBLICATION_NAME", "  "],
    ["PUBLICATION_TIME_ZONE", "Mars/Olympus"],
    ["TRUST_PROXY", "banana"],
    ["TRUST_PROXY", "2"],
    ["TRUST_PROXY", "10.0.0.0/33"],
    ["LOG_LEVEL", "loud"],
    ["RATE_LIMITS", "signup=many"],
    ["RATE_LIMITS", "signup=0/60"],
    ["DATABASE_POOL", "1"],
    ["WORKER_CONCURRENCY", "0"],
    ["SWEEP_SECONDS", "0"],
    ["QUEUE_PREFIX", "The Star"],
    ["SECRET_KEY", "too short"],
    ["WEBHOOK_ALLOW_PRIVATE", "yes"],
    ["CLAMD_URL", "127.0.0.1:3310"],
    ["CLAMD_URL", "tcp://scanner"],
    ["CLAMD_URL", "tcp://scanner:0"],
    ["CLAMD_URL", "tcp://scanner:65536"],
    ["CLAMD_URL", "tcp://desk@scanner:3310"],
    ["CLAMD_URL", "unix:clamd.sock"],
    ["AI_BASE_URL", "ftp://127.0.0.1/v1"],
    ["AI_BASE_URL", "https://ai.example/v1?model=small"],
    ["AI_ALLOW_EMBARGOED", "yes"],
    ["CHECK_LINKS", "1"],
    ["CHECK_LINKS_EMBARGOED", "yes"],
    ["AI_DAILY_REQUESTS", "0"],
    ["AI_TIMEOUT_SECONDS", "0"],
    ["AI_API_KEY", "sk-something"],
    ["AI_MODEL", "small"],
  ])("refuses %s=%s in a line that names it and says what is accepted", (name, value) => {
    expect(said({ [name]: value })).toMatch(new RegExp(`^${name}: [^\\n]+; accepted: [^\\n]+$`));
  });

  it.each([
    ["DATABASE_URL", "mysql://dateline:k3pt-secret@127.0.0.1/news"],
    ["REDIS_URL", "http://:k3pt-secret@127.0.0.1"],
    ["SMTP_URL", "http://desk:k3pt-secret@mail.example"],
    ["BASE_URL", "https://desk:k3pt-secret@news.example"],
    ["STORAGE_URL", "s3://id:k3pt-secret@bucket"],
    ["STORAGE_URL", "s3://bucket?endpoint=https://id:k3pt-secret@s3.example"],
    ["STORAGE_URL", "s3://bucket?secret=k3pt-secret"],
    ["STORAGE_URL", "s3://bucket/k3pt-secret"],
    ["ADMIN_API_KEY", "k3pt-secret"],
    ["SECRET_KEY", "k3pt-secret"],
    ["AI_BASE_URL", "https://desk:k3pt-secret@ai.example/v1"],
    ["AI_API_KEY", "k3pt-secret"],
  ])("keeps the secret in a wrong %s to itself", (name, value) => {
    expect(said({ [name]: value })).toMatch(name);
    expect(said({ [name]: value })).not.toContain("k3pt-secret");
  });

  it.each([
    ["tcp://127.0.0.1:3310", { host: "127.0.0.1", port: 3310 }],
    ["tcp://scanner.inside:3310", { host: "scanner.inside", port: 3310 }],
    ["tcp://[::1]:3310", { host: "::1", port: 3310 }],
    ["unix:/run/clamav/clamd.ctl", { path: "/run/clamav/clamd.ctl" }],
    ["unix:///run/clamav/clamd.ctl", { path: "/run/clamav/clamd.ctl" }],
  ])("finds the virus scanner at %s", (value, address) => {
    expect(readConfig({ CLAMD_URL: value }).CLAMD_URL).toEqual(address);
  });

  it("says what the wrong value was, where it is no secret", () => {
    expect(said({ PORT: "banana" })).toBe(
      'PORT: "banana" is not accepted; accepted: a whole number from 0 to 65535',
    );
  });

  it("takes an empty value for none", () => {
    expect(readConfig({ PORT: "", DATABASE_URL: "", CLAMD_URL: "" })).toEqual(readConfig({}));
  });

  it.each([
    ["true", true],
    ["false", false],
    ["loopback,uniquelocal", "loopback,uniquelocal"],
    ["10.0.0.0/8, ::1", "10.0.0.0/8, ::1"],
  ])("trusts the proxies of TRUST_PROXY=%s", (given, read) => {
    expect(readConfig({ TRUST_PROXY: given }).TRUST_PROXY).toBe(read);
  });

  it("makes links with the address it listens on, unless told the public one", () => {
    expect(readConfig({ HOST: "::1", PORT: "3100" }).baseUrl).toBe("http://[::1]:3100");
    expect(readConfig({ BASE_URL: "https://news.example/" }).baseUrl).toBe("https://news.example");
  });

  it("takes a language model with its endpoint alone, and without a slash at the end", () => {
    expect(readConfig({ AI_BASE_URL: "http://127.0.0.1:8080/v1/" })).toMatchObject({
      AI_BASE_URL: "http://127.0.0.1:8080/v1",
      AI_MODEL: "default",
      AI_ALLOW_EMBARGOED: false,
    });
  });

  it.each([
    ["s3://town-files", { endpoint: undefined, region: "us-east-1" }],
    ["s3://town-files/?region=eu-west-2", { endpoint: undefined, region: "eu-west-2" }],
    [
      "s3://town-files?endpoint=http://10.0.0.7:9000/&region=garage",
      { endpoint: "http://10.0.0.7:9000", region: "garage" },
    ],
    [
      "s3://town-files?endpoint=https%3A%2F%2Fs3.example%2Fv1",
      { endpoint: "https://s3.example/v1", region: "us-east-1" },
    ],
  ])("keeps files in the bucket of STORAGE_URL=%s", (given, place) => {
    expect(readConfig({ STORAGE_URL: given }).storage).toEqual({
      kind: "bucket",
      name: "town-files",
      ...place,
    });
  });

  it("keeps files in a folder, below DATA_DIR unless told another", () => {
    expect(readConfig({ DATA_DIR: "/srv" }).storage).toEqual({ kind: "folder", path: "/srv/storage" });
    expect(readConfig({ STORAGE_URL: "file:/mnt/files" }).storage).toEqual({
      kind: "folder",
      path: "/mnt/files",
    });
  });

  it("cannot be changed once it was read", () => {
    expect(Object.isFrozen(readConfig({}))).toBe(true);
  });
});
