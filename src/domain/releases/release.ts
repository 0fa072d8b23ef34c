/** What a release says: the fields of contract section 3, as they come in and as a version keeps them. Pure. */

import { z } from "zod";
import { slugText } from "../articles/slug.ts";
import { line, plainText } from "../text.ts";
import { instant, isTimeZone, moment, type Resolution, resolveLocalTime } from "../time/local-time.ts";

export const kinds = ["business", "community", "sports", "personnel", "event", "other"] as const;
export const bodyFormats = ["markdown", "html", "text"] as const;
export type Kind = (typeof kinds)[number];
export type BodyFormat = (typeof bodyFormats)[number];

/**
 * An address on the web, http or https, without a password in it: written as the URL Standard writes it, since not every
 * program that reads it on takes capitals in a host or a space. A bare origin stays without its slash.
 */
export const webUrl = line(2000)
  .refine((text) => {
    const url = URL.canParse(text) ? new URL(text) : undefined;
    return url !== undefined && /^https?:$/.test(url.protocol) && !url.username && !url.password;
  }, "must be an http or https URL")
  .transform((text) => {
    const { href } = new URL(text);
    return href === `${text}/` ? text : href;
  });

export const email = line(254).pipe(z.email("must be an e-mail address"));

const language = line(35).transform((tag, ctx) => {
  try {
    return Intl.getCanonicalLocales(tag)[0] ?? tag;
  } catch {
    ctx.addIssue({ code: "custom", message: "must be a BCP 47 language tag such as en-GB" });
    return z.NEVER;
  }
});

const dateline = z.strictObject({
  city: line(100),
  region: line(100).optional(),
  country: line(100).optional(),
  date: z.iso.date("must be a date such as 2027-03-28").optional(),
});

const mediaContact = z.strictObject({
  name: line(200),
  email,
  phone: line(40).optional(),
  public: z.boolean().optional().meta({ description: "Readers see the contact only if this is true." }),
});

const person = z.strictObject({
  name: line(200),
  role: line(200),
  organization: line(200).optional(),
  previousRole: line(200).optional(),
});

/** An instant, or a local time that takes its zone from the event's own `timeZone`. */
const eventTime = z.string().meta({ format: "date-time" });

interface EventTimes {
  readonly startsAt: string;
  readonly endsAt?: string | undefined;
  readonly timeZone?: string | undefined;
}

/** When an event begins or ends. */
function readEventTime(field: "startsAt" | "endsAt", given: EventTimes): Resolution | undefined {
  const { [field]: text, timeZone } = given;
  if (typeof text !== "string") return undefined;
  const whole = instant.safeParse(text);
  if (whole.success) return { at: whole.data };
  if (timeZone === undefined)
    return { refused: "must be an RFC 3339 instant, or a local time beside a timeZone" };
  // That the zone is none is said of the zone.
  return isTimeZone(timeZone) ? resolveLocalTime({ local: text, timeZone }) : undefined;
}

function inUtc(field: "startsAt" | "endsAt", given: EventTimes): string | undefined {
  const time = readEventTime(field, given);
  return time && "at" in time ? time.at.toISOString() : undefined;
}

function refuseEventTimes(given: EventTimes, ctx: z.RefinementCtx): void {
  const [start, end] = (["startsAt", "endsAt"] as const).map((field) => {
    const time = readEventTime(field, given);
    if (!time || "at" in time) return time?.at;
    ctx.addIssue({ code: "custom", path: [field], message: time.refused, params: { choices: time.choices } });
    return undefined;
  });
  if (start && end && end < start) {
    ctx.addIssue({ code: "custom", path: ["endsAt"], message: "must not be before startsAt" });
  }
}

const event = z
  .strictObject({
    startsAt: eventTime,
    endsAt: eventTime.optional(),
    timeZone: line(60).refine(isTimeZone, "must be an IANA time zone").optional(),
    venue: line(200).optional(),
    city: line(100).optional(),
    url: webUrl.optional(),
  })
  // Also where another field is refused, which would hide what is wrong with the times.
  .superRefine(refuseEventTimes, { when: ({ value }) => typeof value === "object" && value !== null })
  .transform((given) => ({
    ...given,
    startsAt: inUtc("startsAt", given) ?? given.startsAt,
    ...(given.endsAt !== undefined && { endsAt: inUtc("endsAt", given) ?? given.endsAt }),
  }));

const tag = line(40);
const ticker = z
  .string()
  .regex(/^[A-Z]{2,10}:[A-Z0-9][A-Z0-9.-]{0,9}$/, "must be exchange and symbol, such as NASDAQ:AAPL");

/** Files of one release, however they come. */
export const maxAttachments = 10;

/** The copy of a release: what a version holds and a patch may change. `null` clears a field. */
export const copyFields = {
  kind: z.enum(kinds),
  headline: line(200),
  dek: line(300).nullable(),
  summary: plainText(600).nullable(),
  dateline: dateline.nullable(),
  body: plainText(60_000),
  bodyFormat: z.enum(bodyFormats),
  boilerplate: plainText(3000).nullable(),
  mediaContact,
  language: language.nullable(),
  category: slugText.max(60).nullable(),
  tags: z.array(tag).max(20),
  tickers: z.array(ticker).max(5),
  sourceUrl: webUrl.nullable(),
  person: person.nullable(),
  event: event.nullable(),
  attachments: z.array(z.uuid()).max(maxAttachments),
};

const copySchema = z.object(copyFields);
/** What one version of a release says. */
export type Copy = z.output<typeof copySchema>;

/** The word that a submission needs. */
export const attestation = z.strictObject({ authorized: z.literal(true), accurate: z.literal(true) });

const planFields = {
  externalRef: line(100).nullable(),
  embargoedUntil: moment.nullable(),
  publishAt: moment.nullable(),
  attestation: attestation.nullable(),
};

const { kind, bodyFormat, tags, tickers, attachments, headline, body, ...optionalCopy } = copyFields;
const { mediaContact: _required, ...clearable } = optionalCopy;

/** The body of `POST /v1/releases`. */
export const releaseInput = z
  .strictObject({
    headline,
    body,
    mediaContact,
    kind: kind.default("other"),
    bodyFormat: bodyFormat.default("markdown"),
    tags: tags.default([]),
    tickers: tickers.default([]),
    attachments: attachments.default([]),
    publication: slugText.max(60).default("main"),
    ...optional(clearable),
    ...optional(planFields),
  })
  .meta({ id: "ReleaseSubmission" });
export type ReleaseInput = z.output<typeof releaseInput>;

/** The body of `PATCH /v1/releases/{id}`: the fields to replace, each as a whole. */
export const releasePatch = z.strictObject(partial({ ...copyFields, ...planFields }));
export type ReleasePatch = z.output<typeof releasePatch>;

/** The copy in a submission, with every field present. */
export function copyOf(input: ReleaseInput): Copy {
  const {
    publication: _p,
    externalRef: _r,
    embargoedUntil: _e,
    publishAt: _w,
    attestation: _a,
    ...copy
  } = input;
  return copy;
}

function optional<Shape extends Record<string, z.ZodType>>(shape: Shape) {
  const entries = Object.entries(shape).map(([name, schema]) => [name, schema.default(null)]);
  return Object.fromEntries(entries) as { [Field in keyof Shape]: z.ZodDefault<Shape[Field]> };
}

function partial<Shape extends Record<string, z.ZodType>>(shape: Shape) {
  const entries = Object.entries(shape).map(([name, schema]) => [name, schema.optional()]);
  return Object.fromEntries(entries) as { [Field in keyof Shape]: z.ZodOptional<Shape[Field]> };
}
