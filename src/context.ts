/** What every piece of work is handed: the newsroom's parts, and who asks. There is no ambient state beside it. */

import type { Logger } from "pino";
import type { KeptAnswers } from "./adapters/answers/answers.ts";
import type { DocumentReader } from "./adapters/document/reader.ts";
import type { Egress } from "./adapters/egress/egress.ts";
import type { LinkChecker } from "./adapters/egress/link-checker.ts";
import type { Resolver } from "./adapters/egress/resolver.ts";
import type { LanguageModel } from "./adapters/language-model.ts";
import type { Limits } from "./adapters/limits.ts";
import type { Mailer } from "./adapters/mail/mailer.ts";
import type { Scanner } from "./adapters/media/scanner.ts";
import type { MediaStore } from "./adapters/media/store.ts";
import type { Secrets } from "./adapters/secrets.ts";
import type { Config } from "./config.ts";
import type { Changes } from "./db/changes.ts";
import type { Db, Tx } from "./db/client.ts";
import type { Clock } from "./db/clock.ts";
import type { Prisma } from "./db/generated/client.ts";
import type { Statements } from "./db/prepared.ts";
import type { Classifier } from "./domain/categories/classifier.ts";
import type { LikenessModel } from "./domain/categories/own-sections.ts";
import type { Role } from "./domain/releases/lifecycle.ts";
import type { SpamFilter } from "./domain/spam/filter.ts";
import type { SubjectFinder } from "./domain/subjects/find-subjects.ts";
import type { Queues } from "./queue/queues.ts";

/** The parts that live as long as the process. */
export interface Newsroom {
  readonly config: Config;
  readonly db: Db;
  /** The same database, for the single statements of the busiest paths. */
  readonly hot: Statements;
  /** What readers see change, in whatever process. */
  readonly changes: Changes;
  /** Finished answers for readers, kept by this process. */
  readonly answers: KeptAnswers;
  readonly clock: Clock;
  readonly queues: Queues;
  readonly media: MediaStore;
  /** Where a virus scanner is configured. */
  readonly scanner: Scanner | undefined;
  readonly mailer: Mailer;
  readonly resolver: Resolver;
  /** The only way to addresses that strangers name. */
  readonly egress: Egress;
  readonly secrets: Secrets;
  readonly limits: Limits;
  readonly classifier: Classifier;
  /** How releases are likened to a publication's own sections. */
  readonly likeness: LikenessModel;
  readonly subjects: SubjectFinder;
  readonly spamFilter: SpamFilter;
  /** Asked about what waits for an editor, where the operator named one. */
  readonly languageModel: LanguageModel | undefined;
  /** Asks for the addresses that releases link to, where the operator wants that. */
  readonly linkChecker: LinkChecker | undefined;
  /** Takes strangers' documents apart, in a process of its own. */
  readonly documents: DocumentReader;
  readonly log: Logger;
}

export type Trust = "unverified" | "verified" | "trusted" | "suspended";

/** Somebody of an organisation, by one of its keys. */
export interface Submitter {
  readonly role: "submitter";
  /** The organisation's id. */
  readonly id: string;
  readonly name: string;
  readonly trust: Trust;
  readonly dailyQuota: number | null;
  readonly keyId: string;
  readonly scopes: readonly string[];
  /** The agency that acts for the organisation, with a key of its own. */
  readonly agency?: { readonly id: string; readonly name: string };
}

/** Somebody of the desk; `publicationId` null works for every publication. */
export interface Editor {
  readonly role: "editor" | "managing_editor" | "admin";
  readonly id: string;
  readonly name: string;
  readonly publicationId: string | null;
  readonly keyId: string;
}

export interface Job {
  readonly role: "system";
  readonly id: string;
  readonly name: string;
}

interface Anonymous {
  readonly role: "anonymous";
  readonly id: string;
  readonly name: string;
}

export type Actor = Submitter | Editor | Job | Anonymous;

/** Records the first answer to a request, inside the transaction that does what it asks. */
export interface Once {
  /** Takes the idempotency key, or throws: the recorded answer, or that it is in use or was another request's. */
  claim(tx: Tx): Promise<void>;
  record(tx: Tx, result: unknown): Promise<void>;
  /** The same two steps as parts of one statement; `record` is a common table expression that reads `from`. */
  inline(result: unknown, from: Prisma.Sql): { readonly held: Prisma.Sql; readonly record: Prisma.Sql };
  /** Throws the recorded answer where a twin was quicker. */
  replay(tx: Tx): Promise<void>;
}

/** One request or job: the newsroom, and who asks. */
export interface Context<Who extends Actor = Actor> extends Newsroom {
  readonly actor: Who;
  /** The network address of the asker, kept with an attestation. */
  readonly address: string | null;
  readonly once?: Once | undefined;
}

/**
 * The same newsroom with parts of its own. The others are reached through what it was made of: to copy two dozen parts
 * takes 5 us, which is an eighth of what a reader's answer costs.
 */
export function having<Base extends Newsroom, Own extends object>(
  base: Base,
  own: Own,
): Omit<Base, keyof Own> & Own {
  return Object.assign(Object.create(base), own);
}

/** A context for work that nobody asked for: a job, the sweep, the start. */
export function systemContext(newsroom: Newsroom, name: string): Context<Job> {
  return having(newsroom, { actor: { role: "system", id: `job:${name}`, name } as const, address: null });
}

/**
 * Who an event or version says it was; of an agency, whom it acted for besides. `mayTake` knows the role; an anonymous
 * asker never gets that far.
 */
export function signature(actor: Actor): { role: Role | "anonymous"; id: string; name: string } {
  const { role, id, name } = actor;
  if (role !== "submitter" || !actor.agency) return { role, id, name };
  return { role, id: actor.agency.id, name: `${actor.agency.name} for ${name}` };
}
