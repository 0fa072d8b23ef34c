/** The only reader of the environment: parsed once at the start, then frozen (contract section 1). */

import { join, resolve } from "node:path";
import { z } from "zod";
import { readLimits } from "./domain/limits.ts";
import { isTimeZone } from "./domain/local-time.ts";

/** What stops the start: one line that names the variable, what is wrong and what is accepted. */
export class ConfigError extends Error {
  override name = "ConfigError";
}

const url = (protocols: readonly string[]) =>
  z
    .string()
    .refine(
      (text) => URL.canParse(text) && protocols.includes(new URL(text).protocol),
      `must be a URL that starts with ${protocols.map((protocol) => `${protocol}//`).join(" or ")}`,
    );

const wholeNumber = (min: number, max: number) =>
  z.coerce
    .number(`must be a whole number from ${min} to ${max}`)
    .refine(
      (value) => Number.isInteger(value) && value >= min && value <= max,
      `must be a whole number from ${min} to ${max}`,
    );

const origin = url(["http:", "https:"]).transform((text) => new URL(text).origin);
const storage = z.string().refine((text) => text.startsWith("file:") && text.length > 5, "must be file:PATH");
/** True, false, or the addresses and networks of the proxies, with commas. */
const trustProxy = z
  .string()
  .regex(/^(true|false|[0-9a-fA-F.:/, a-z]+)$/, "must be true, false or the addresses of the proxies")
  .transform((text) => (text === "true" || text === "false" ? text === "true" : text));
const secret = z
  .string()
  .min(32, "must have 32 characters or more")
  .refine((text) => !/changeme|example|password/i.test(text), "must not be an example value");

const environment = z.object({
  PORT: wholeNumber(0, 65_535).default(3000),
  HOST: z.string().default("127.0.0.1"),
  BASE_URL: origin.optional(),
  DATA_DIR: z.string().default(".data"),
  DATABASE_URL: url(["postgres:", "postgresql:"]).optional(),
  REDIS_URL: url(["redis:", "rediss:"]).optional(),
  ADMIN_API_KEY: secret.optional(),
  STORAGE_URL: storage.optional(),
  SMTP_URL: url(["smtp:", "smtps:"]).optional(),
  MAIL_FROM: z.string().default("Dateline <news@localhost>"),
  PUBLICATION_NAME: z.string().min(1, "must not be empty").default("The Daily Dateline"),
  PUBLICATION_TIME_ZONE: z.string().refine(isTimeZone, "must be an IANA time zone").default("UTC"),
  TRUST_PROXY: trustProxy.default(false),
  LOG_LEVEL: z
    .enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"], "must be a level of pino")
    .default("info"),
  RATE_LIMITS: z
    .string()
    .default("")
    .transform((text, ctx) => {
      const limits = readLimits(text);
      if (limits === "off" || !("refused" in limits)) return limits;
      ctx.addIssue({ code: "custom", message: String(limits.refused) });
      return z.NEVER;
    }),
  DATABASE_POOL: wholeNumber(2, 200).default(10),
  WORKER_CONCURRENCY: wholeNumber(1, 200).default(8),
  SWEEP_SECONDS: wholeNumber(1, 3600).default(5),
  QUEUE_PREFIX: z
    .string()
    .regex(/^[a-z0-9-]{1,40}$/, "must be 1 to 40 of a-z, 0-9 and -")
    .default("dateline"),
});

/** Later work reads these; naming one is refused rather than ignored, so nobody trusts a scanner that is not there. */
const notSupported: Record<string, string> = {
  CLAMD_URL: "scanning with ClamAV is not supported by this version; accepted: unset",
  AI_BASE_URL: "a second opinion is not supported by this version; accepted: unset",
};

export interface Config extends Readonly<Omit<z.output<typeof environment>, "BASE_URL" | "STORAGE_URL">> {
  /** Public origin of every link, without a slash at the end. */
  readonly baseUrl: string;
  readonly dataDir: string;
  /** The folder that keeps attachments. */
  readonly storageDir: string;
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
  for (const [name, why] of Object.entries(notSupported)) {
    if (given[name] !== undefined) throw new ConfigError(`${name}: ${why}`);
  }
  const parsed = environment.safeParse(given);
  if (!parsed.success) throw new ConfigError(explain(parsed.error));
  const { BASE_URL, STORAGE_URL, ...rest } = parsed.data;
  const dataDir = resolve(rest.DATA_DIR);
  return Object.freeze({
    ...rest,
    dataDir,
    baseUrl: BASE_URL ?? originOf(rest.HOST, rest.PORT),
    storageDir: STORAGE_URL ? resolve(STORAGE_URL.slice("file:".length)) : join(dataDir, "storage"),
  });
}

/** The origin that a listening address answers to. */
export function originOf(host: string, port: number): string {
  return `http://${host.includes(":") ? `[${host}]` : host}:${port}`;
}

function explain(error: z.ZodError): string {
  const [issue] = error.issues;
  return `${issue?.path.join(".")}: ${issue?.message}`;
}
