/**
 * The life of a release, as one table (contract section 3).
 *
 * Routes, services, jobs and the API's `allowedActions` all read this table; nothing else decides
 * what may happen to a release. Pure: no clock, no database, no imports.
 */

export const states = [
  "draft",
  "received",
  "moderating",
  "needs_review",
  "changes_requested",
  "approved",
  "scheduled",
  "published",
  "rejected",
  "withdrawn",
  "retracted",
  "killed",
] as const;
export type ReleaseState = (typeof states)[number];

/** Who acts: the organisation that sent the release, the three ranks of the desk, or a job. */
export type Role = "submitter" | "editor" | "managing_editor" | "admin" | "system";

interface Transition {
  readonly from: readonly ReleaseState[];
  readonly to: ReleaseState;
  readonly by: readonly Role[];
}

const submitter: readonly Role[] = ["submitter"];
const job: readonly Role[] = ["system"];
const desk: readonly Role[] = ["editor", "managing_editor", "admin"];
const seniorDesk: readonly Role[] = ["managing_editor", "admin"];
const deskOrJob: readonly Role[] = [...desk, "system"];
const undecided: readonly ReleaseState[] = ["moderating", "needs_review"];

export const transitions = {
  submit: { from: ["draft"], to: "received", by: submitter },
  moderate: { from: ["received", "moderating"], to: "moderating", by: job }, // again after a crash
  hold: { from: ["moderating", "approved", "scheduled"], to: "needs_review", by: job }, // late: a dead link (ADR-0034)
  approve: { from: undecided, to: "approved", by: deskOrJob },
  reject: { from: undecided, to: "rejected", by: deskOrJob },
  request_changes: { from: undecided, to: "changes_requested", by: deskOrJob },
  resubmit: { from: ["changes_requested"], to: "received", by: submitter },
  appeal: { from: ["rejected"], to: "needs_review", by: submitter }, // once: the row remembers the first
  schedule: { from: ["approved", "scheduled"], to: "scheduled", by: deskOrJob },
  unschedule: { from: ["approved", "scheduled"], to: "approved", by: deskOrJob },
  publish: { from: ["approved", "scheduled"], to: "published", by: job },
  correct: { from: ["published"], to: "published", by: desk }, // a new version, with a notice
  retract: { from: ["published"], to: "retracted", by: seniorDesk },
  kill: { from: ["published", "retracted"], to: "killed", by: seniorDesk },
  withdraw: {
    from: ["draft", "received", ...undecided, "changes_requested", "approved", "scheduled"],
    to: "withdrawn",
    by: submitter,
  },
} as const satisfies Record<string, Transition>;

export type Action = keyof typeof transitions;
export const actions = Object.keys(transitions) as readonly Action[];
const table: Record<Action, Transition> = transitions;

/** Actions after which a release waits for an editor who did not know of it. */
export const comesToWait: readonly Action[] = actions.filter((action) => table[action].to === "needs_review");

/** The states from which an action may start, in the order of the table. */
export function statesBefore(action: Action): readonly ReleaseState[] {
  return table[action].from;
}

/** The state an action leads to, or `undefined` when a release in `state` does not allow it. */
export function stateAfter(action: Action, state: ReleaseState): ReleaseState | undefined {
  const { from, to } = table[action];
  return from.includes(state) ? to : undefined;
}

/** Whether the table lets this role take the action at all, whatever the state. */
export function mayTake(role: Role, action: Action): boolean {
  return table[action].by.includes(role);
}

/** What the row remembers beside its state that closes an action. */
export interface Memory {
  /** A refusal may be appealed once. */
  readonly appealed?: boolean;
  /** Somebody else of the desk has claimed it. */
  readonly isClaimed?: boolean;
}

/** What is for whoever has the claim, where there is one; taking down what is public does not wait for that. */
const forClaimant: readonly Action[] = [
  "approve",
  "reject",
  "request_changes",
  "schedule",
  "unschedule",
  "correct",
];

/** Everything a role may do to a release now, in the order of the table. */
export function actionsOpenTo(role: Role, state: ReleaseState, memory: Memory = {}): Action[] {
  return actions.filter(
    (action) =>
      mayTake(role, action) &&
      stateAfter(action, state) !== undefined &&
      !(action === "appeal" && memory.appealed) &&
      !(memory.isClaimed && forClaimant.includes(action)),
  );
}

/** States in which the next step is a job's, so a release that rests there is overdue. */
export const statesInPipeline = ["received", "moderating", "approved", "scheduled"] as const;

/** States in which the submitter may change the copy. */
export const statesOpenToSubmitter: readonly ReleaseState[] = ["draft", "changes_requested"];

/** States in which the desk may edit the copy before publication; afterwards it corrects. */
export const statesOpenToDesk: readonly ReleaseState[] = ["needs_review", "approved", "scheduled"];
