/** Whether the events are still what they were when they were sealed: the chain is followed and every row compared. */

import type { Context, Editor } from "../../../context.ts";
import { Prisma } from "../../../db/generated/client.ts";
import { refuseBound } from "../staff/reach.ts";
import { sealable } from "./digest.ts";
import { beginning, findSealingFloor, hashAfter, unsealedSince } from "./seal.ts";

/** A place in the chain and its hash, which stands for everything before it. */
export interface Head {
  readonly position: number;
  readonly hash: string;
}

/** What is not as it was sealed. Without `position` the event has no place in the chain. */
interface Broken {
  readonly position: number | null;
  readonly eventId: string | null;
  readonly fault:
    | "event_changed"
    | "event_missing"
    | "event_unsealed"
    | "seal_changed"
    | "seal_missing"
    | "head_differs";
}

export interface Integrity {
  readonly sealed: number;
  /** Too recent to have to be sealed; counted up to a thousand. */
  readonly unsealed: number;
  readonly head: Head | null;
  readonly checkedFrom: number;
  readonly checkedUntil: number;
  readonly broken: readonly Broken[];
}

/** Seals compared in one statement. */
const atOnce = 1000;
/** One answer takes no longer than this, and a statement more; the next goes on behind `checkedUntil`. */
const budgetMs = 5000;
const maxBroken = 100;

interface Seal {
  readonly position: bigint;
  readonly eventId: string;
  readonly hash: Uint8Array;
  readonly digest: Uint8Array;
  readonly intact: boolean | null;
}

/**
 * Follows the chain behind a position, as far as one answer's time allows. A head noted earlier shows besides whether
 * the chain was made anew since, which the chain alone cannot show.
 *
 * @throws {AppError} `forbidden` for who works for one publication: the chain is over the events of all
 */
export async function checkIntegrity(
  ctx: Context<Editor>,
  { after, noted }: { readonly after: number; readonly noted?: Head | undefined },
): Promise<Integrity> {
  refuseBound(ctx.actor, "The seals are over the events of all publications.");
  const last = await ctx.db.eventSeal.findFirst({ orderBy: { position: "desc" } });
  const floor = await findSealingFloor(ctx.db, ctx);
  const unsealed = await ctx.db.$queryRaw<unknown[]>`${unsealedSince(floor, atOnce)}`;
  const broken = await compareHead(ctx, noted);
  const checkedUntil = await follow(ctx, after, floor, broken);
  return {
    sealed: Number(last?.position ?? 0),
    unsealed: unsealed.length,
    head: last && { position: Number(last.position), hash: hex(last.hash) },
    checkedFrom: after + 1,
    checkedUntil,
    broken,
  };
}

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");

async function compareHead({ db }: Context, noted: Head | undefined): Promise<Broken[]> {
  if (!noted) return [];
  const seal = await db.eventSeal.findUnique({ where: { position: noted.position } });
  if (seal && hex(seal.hash) === noted.hash) return [];
  return [{ position: noted.position, eventId: seal?.eventId ?? null, fault: "head_differs" }];
}

/** Compares page by page, adds what is broken, and returns the last position compared. */
async function follow(
  ctx: Context,
  after: number,
  floor: string | undefined,
  broken: Broken[],
): Promise<number> {
  const end = performance.now() + budgetMs;
  const start = await ctx.db.eventSeal.findUnique({ where: { position: after } });
  let before = start?.eventId;
  let position = after;
  let previous: Uint8Array | undefined = after === 0 ? beginning : start?.hash;
  while (performance.now() < end && broken.length < maxBroken) {
    const seals = await readSeals(ctx, position);
    for (const seal of seals) {
      broken.push(...faultsOf(seal, position, previous));
      position = Number(seal.position);
      previous = seal.hash;
    }
    broken.push(...(await findUnsealed(ctx, before, seals, floor)));
    before = seals.at(-1)?.eventId;
    if (seals.length < atOnce) break;
  }
  return position;
}

function faultsOf(seal: Seal, after: number, previous: Uint8Array | undefined): Broken[] {
  const position = Number(seal.position);
  const { eventId } = seal;
  const faults: Broken[] = [];
  const isNext = position === after + 1;
  if (!isNext) faults.push({ position: after + 1, eventId: null, fault: "seal_missing" });
  if (isNext && previous && !hashAfter(previous, seal.digest).equals(seal.hash)) {
    faults.push({ position, eventId, fault: "seal_changed" });
  }
  if (seal.intact === null) faults.push({ position, eventId, fault: "event_missing" });
  else if (!seal.intact) faults.push({ position, eventId, fault: "event_changed" });
  return faults;
}

function readSeals({ db }: Context, after: number): Promise<Seal[]> {
  const digestIn = ({ table, digest }: { table: Prisma.Sql; digest: Prisma.Sql }) =>
    Prisma.sql`(select ${digest} from ${table} where e.id = s.event_id)`;
  return db.$queryRaw<Seal[]>`
    select s.position, s.event_id as "eventId", s.hash, s.digest,
      coalesce(${digestIn(sealable.releases)}, ${digestIn(sealable.desk)}) = s.digest as intact
    from event_seals s where s.position > ${after} order by s.position limit ${atOnce}`;
}

/** Events between these seals that have none: somebody put them there afterwards, past the newsroom. */
async function findUnsealed(
  { db }: Context,
  before: string | undefined,
  seals: readonly Seal[],
  floor: string | undefined,
): Promise<Broken[]> {
  const highest = seals
    .map(({ eventId }) => eventId)
    .toSorted()
    .at(-1);
  if (highest === undefined || floor === undefined) return [];
  const since = before === undefined ? Prisma.sql`true` : Prisma.sql`e.id > ${before}::uuid`;
  const selects = Object.values(sealable).map(
    ({ table }) => Prisma.sql`
      select e.id from ${table}
      where ${since} and e.id <= ${highest}::uuid and e.id < ${floor}::uuid
        and not exists (select from event_seals s where s.event_id = e.id)`,
  );
  const found = await db.$queryRaw<{ id: string }[]>`
    select id from (${Prisma.join(selects, " union all ")}) as lines order by id limit ${maxBroken}`;
  return found.map(({ id }) => ({ position: null, eventId: id, fault: "event_unsealed" }));
}
