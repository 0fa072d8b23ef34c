/** The only reader of the environment: parsed once at the start, then frozen (contract section 1). */

import { isIP } from "node:net";
import { join, resolve } from "node:path";
import { z } from "zod";
import { readOutgoingUrl } from "./domain/addresses/public-address.ts";
import { readScannerUrl } from "./domain/addresses/scanner-address.ts";
import { readStorageUrl, type Storage } from "./domain/addresses/storage-address.ts";
import { readLimits } from "./domain/limits.ts";
import { isTimeZone } from "./domain/time/local-time.ts";

/** What stops the start: one line that names the variable, what is wrong and what is accepted. */
export class ConfigError extends Error {
  override name = "ConfigError";
}

/** Messages of the schema say what is accepted; `explain` says of which variable, and what was wrong. */
const url = (protocols: readonly string[]) =>
  z
    .string()
    .refine(
      (text) => URL.canParse(text) && protocols.includes(new URL(text).protocol),
      `a URL that starts with ${protocols.map((protocol) => `${protocol}//`).join(" or ")}`,
    );

const wholeNumber = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/, `a whole number from ${min} to ${max}`)
    .transform(Number)
    .refine((value) => value >= min && value <= max, `a whole number from ${min} to ${max}`);

const levels = ["fatal", "error", "warn", "info", "debug", "trace", "silent"] as const;
const origin = url(["http:", "https:"])
  .refine(isOrigin, "an origin such as https://news.example, without a path")
  .transform((text) => new URL(text).origin);
/** What paths are added to; of our own network too, since whoever sets it runs it. */
const endpoint = url(["http:", "https:"])
  .refine((text) => typeof readOutgoingUrl(text, true) !== "string" && !/[?#]/.test(text), {
    message: "a URL such as https://ai.example/v1, without a password, a query or a port of the system",
  })
  .transform((text) => text.replace(/\/+$/, ""));
/** For a function that says itself what is wrong. */
const readBy = <Read>(read: (text: string) => Read) =>
  z.string().transform((text, ctx) => {
    const value = read(text);
    const refusal = z.object({ refused: z.string() }).safeParse(value);
    if (!refusal.success) return value as Exclude<Read, { readonly refused: string }>;
    ctx.addIssue({ code: "custom", message: refusal.data.refused, params: { whole: true } });
    return z.NEVER;
  });
/** True, false, or the addresses and networks of the proxies, with commas. */
const trustProxy = z
  .string()
  .refine(
    (text) => text === "true" || text === "false" || text.split(",").every(isProxy),
    "true, false, or addresses, networks, loopback, linklocal, uniquelocal, with commas",
  )
  .transform((text) => (text === "true" || text === "false" ? text === "true" : text));
const yesOrNo = z.enum(["true", "false"], "true or false").transform((text) => text === "true");
const secret = z
  .string()
  .regex(/^[\x21-\x7e]{32,256}$/, "32 to 256 visible characters")
  .refine((text) => !/changeme|example|password/i.test(text), "32 characters or more that are no example");

const environment = z.object({
  PORT: wholeNumber(0, 65_535).default(3000),
  HOST: z.string().default("127.0.0.1"),
  BASE_URL: origin.optional(),
  DATA_DIR: z.string().default(".data"),
  DATABASE_URL: url(["postgres:", "postgresql:"]).optional(),
  REDIS_URL: url(["redis:", "rediss:"]).optional(),
  ADMIN_API_KEY: secret.optional(),
  SECRET_KEY: secret.optional(),
  STORAGE_URL: readBy(readStorageUrl).optional(),
  CLAMD_URL: readBy(readScannerUrl).optional(),
  SMTP_URL: url(["smtp:", "smtps:"]).optional(),
  MAIL_FROM: z
    .string()
    .regex(/^(?:[^<>@\r\n]*<[^<>@\s]+@[^<>@\s]+>|[^<>@\s]+@[^<>@\s]+)$/, "an address, or NAME <ADDRESS>")
    .default("Dateline <news@localhost>"),
  PUBLICATION_NAME: z.string().regex(/\S/, "a name").default("The Daily Dateline"),
  PUBLICATION_TIME_ZONE: z.string().refine(isTimeZone, "an IANA time zone").default("UTC"),
  TRUST_PROXY: trustProxy.default(false),
  LOG_LEVEL: z.enum(levels, levels.join(", ")).default("info"),
  RATE_LIMITS: readBy(readLimits).prefault(""),
  WEBHOOK_ALLOW_PRIVATE: yesOrNo.default(false),
  AI_BASE_URL: endpoint.optional(),
  AI_API_KEY: z
    .string()
    .regex(/^[\x21-\x7e]{1,1000}$/, "1 to 1000 visible characters")
    .optional(),
  AI_MODEL: z
    .string()
    .regex(/^[\x21-\x7e]{1,200}$/, "a model's name, 1 to 200 visible characters")
    .default("default"),
  AI_ALLOW_EMBARGOED: yesOrNo.default(false),
  AI_DAILY_REQUESTS: wholeNumber(1, 1_000_000).default(500),
  AI_TIMEOUT_SECONDS: wholeNumber(1, 120).default(20),
  CHECK_LINKS: yesOrNo.default(false),
  CHECK_LINKS_EMBARGOED: yesOrNo.default(false),
  DATABASE_POOL: wholeNumber(2, 200).default(10),
  CACHE_MB: wholeNumber(0, 65_536).default(64),
  CDN_SECONDS: wholeNumber(0, 86_400).default(1),
  STREAM_LISTENERS: wholeNumber(1, 100_000).default(1000),
  STREAM_LISTENERS_PER_ADDRESS: wholeNumber(1, 100_000).default(20),
  WORKER_CONCURRENCY: wholeNumber(1, 200).default(8),
  SWEEP_SECONDS: wholeNumber(1, 3600).default(5),
  QUEUE_PREFIX: z
    .string()
    .regex(/^[a-z0-9-]{1,40}$/, "1 to 40 of a-z, 0-9 and -")
    .default("dateline"),
});

export interface Config extends Readonly<Omit<z.output<typeof environment>, "BASE_URL" | "STORAGE_URL">> {
  /** Public origin of every link, without a slash at the end. */
  readonly baseUrl: string;
  readonly dataDir: string;
  /** Where attachments lie. */
  readonly storage: Storage;
}

/**
 * Reads the configuration from the environment.
 *
 * @throws {ConfigError} with one line for the first variable that is wrong
 */
export function readConfig(env: Readonly<Record<string, string | undefined>> = process.env): Config {
  const given = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value !== ""),
  );
  const lonely = ["AI_API_KEY", "AI_MODEL"].find((name) => given[name] !== undefined);
  if (lonely !== undefined && given.AI_BASE_URL === undefined)
    throw new ConfigError(
      `${lonely}: nobody is asked without AI_BASE_URL; accepted: unset, or beside AI_BASE_URL`,
    );
  const parsed = environment.safeParse(given);
  if (!parsed.success) throw new ConfigError(explain(parsed.error, given));
  const { BASE_URL, STORAGE_URL, ...rest } = parsed.data;
  const dataDir = resolve(rest.DATA_DIR);
  const storage: Storage = STORAGE_URL ?? { kind: "folder", path: join(dataDir, "storage") };
  return Object.freeze({
    ...rest,
    ...{ dataDir, storage },
    baseUrl: BASE_URL ?? originOf(rest.HOST, rest.PORT),
  });
}

/** The origin that a listening address answers to. */
export function originOf(host: string, port: number): string {
  return `http://${host.includes(":") ? `[${host}]` : host}:${port}`;
}

/** The refusal of a folder that could not be made or written. */
export function unusableFolder(name: "DATA_DIR" | "STORAGE_URL", path: string): (error: unknown) => never {
  return (error) => {
    const { code = "unknown" } = error as NodeJS.ErrnoException;
    throw new ConfigError(
      `${name}: ${path} cannot be used (${code}); accepted: a folder that may be written`,
    );
  };
}

function explain({ issues: [issue] }: z.ZodError, given: Readonly<Record<string, unknown>>): string {
  const name = String(issue?.path[0]);
  if (issue?.code === "custom" && issue.params?.whole) return `${name}: ${issue.message}`;
  // A URL may hold a password.
  const value = /_(URL|KEY)$/.test(name) ? "its value" : JSON.stringify(given[name]);
  return `${name}: ${value} is not accepted; accepted: ${issue?.message}`;
}

function isOrigin(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { pathname, search, hash, username } = new URL(text);
  return pathname === "/" && `${search}${hash}${username}` === "";
}

function isProxy(text: string): boolean {
  const [address = "", bits, ...rest] = text.trim().split("/");
  if (["loopback", "linklocal", "uniquelocal"].includes(text.trim())) return true;
  const most = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1;
  return (
    most > 0 && rest.length === 0 && (bits === undefined || (/^\d+$/.test(bits) && Number(bits) <= most))
  );
}
