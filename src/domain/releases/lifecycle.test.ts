import { describe, expect, it } from "vitest";
import {
  type Action,
  actions,
  actionsOpenTo,
  mayTake,
  type ReleaseState,
  type Role,
  stateAfter,
  states,
  statesInPipeline,
  statesOpenToDesk,
  statesOpenToSubmitter,
} from "./lifecycle.ts";

/** The moves as the contract's table lists them: action, from, to. */
const moves: readonly (readonly [Action, ReleaseState, ReleaseState])[] = [
  ["submit", "draft", "received"],
  ["moderate", "received", "moderating"],
  ["moderate", "moderating", "moderating"],
  ["hold", "moderating", "needs_review"],
  // Beyond the contract: ADR-0034.
  ["hold", "approved", "needs_review"],
  ["hold", "scheduled", "needs_review"],
  ["approve", "moderating", "approved"],
  ["approve", "needs_review", "approved"],
  ["reject", "moderating", "rejected"],
  ["reject", "needs_review", "rejected"],
  ["request_changes", "moderating", "changes_requested"],
  ["request_changes", "needs_review", "changes_requested"],
  ["resubmit", "changes_requested", "received"],
  ["appeal", "rejected", "needs_review"],
  ["schedule", "approved", "scheduled"],
  ["schedule", "scheduled", "scheduled"],
  ["unschedule", "approved", "approved"],
  ["unschedule", "scheduled", "approved"],
  ["publish", "approved", "published"],
  ["publish", "scheduled", "published"],
  ["correct", "published", "published"],
  ["retract", "published", "retracted"],
  ["kill", "published", "killed"],
  ["kill", "retracted", "killed"],
  ["withdraw", "draft", "withdrawn"],
  ["withdraw", "received", "withdrawn"],
  ["withdraw", "moderating", "withdrawn"],
  ["withdraw", "needs_review", "withdrawn"],
  ["withdraw", "changes_requested", "withdrawn"],
  ["withdraw", "approved", "withdrawn"],
  ["withdraw", "scheduled", "withdrawn"],
];

/** Who takes each action, as the contract's table lists them; an administrator may all that a managing editor may. */
const takers: Record<Action, readonly Role[]> = {
  submit: ["submitter"],
  moderate: ["system"],
  hold: ["system"],
  approve: ["editor", "managing_editor", "admin", "system"],
  reject: ["editor", "managing_editor", "admin", "system"],
  request_changes: ["editor", "managing_editor", "admin", "system"],
  resubmit: ["submitter"],
  appeal: ["submitter"],
  schedule: ["editor", "managing_editor", "admin", "system"],
  unschedule: ["editor", "managing_editor", "admin", "system"],
  publish: ["system"],
  correct: ["editor", "managing_editor", "admin"],
  retract: ["managing_editor", "admin"],
  kill: ["managing_editor", "admin"],
  withdraw: ["submitter"],
};
const roles: readonly Role[] = ["submitter", "editor", "managing_editor", "admin", "system"];
const listed = new Map(moves.map(([action, from, to]) => [`${action} ${from}`, to]));
const every = actions.flatMap((action) => states.map((from) => [action, from] as const));

function reachableFrom(start: readonly ReleaseState[], closed?: ReleaseState): Set<ReleaseState> {
  const reached = new Set(start);
  for (const from of reached) {
    if (from === closed) continue;
    for (const action of actions) {
      const to = stateAfter(action, from);
      if (to) reached.add(to);
    }
  }
  return reached;
}

describe("the life of a release", () => {
  it.each(every)("answers to %s from %s as the contract says", (action, from) => {
    expect(stateAfter(action, from)).toBe(listed.get(`${action} ${from}`));
  });

  it.each(actions)("lets those take %s whom the contract names", (action) => {
    expect(roles.filter((role) => mayTake(role, action))).toEqual(takers[action]);
  });

  it("reaches every state from a draft", () => {
    expect([...reachableFrom(["draft"])].toSorted()).toEqual([...states].toSorted());
  });

  it("publishes nothing that was not approved", () => {
    expect(reachableFrom(["draft"], "approved")).not.toContain("published");
  });

  it("has nothing left to do once a release is withdrawn or killed", () => {
    for (const state of ["withdrawn", "killed"] as const) {
      expect(actions.filter((action) => stateAfter(action, state))).toEqual([]);
    }
  });

  it("leaves no state in the pipeline without a move of a job's", () => {
    for (const state of statesInPipeline) expect(actionsOpenTo("system", state)).not.toEqual([]);
  });

  it("opens the copy to the submitter or to the desk, never to both", () => {
    expect(statesOpenToSubmitter.filter((state) => statesOpenToDesk.includes(state))).toEqual([]);
  });
});

describe("what is open to a role", () => {
  it.each([
    ["submitter", "draft", ["submit", "withdraw"]],
    ["submitter", "changes_requested", ["resubmit", "withdraw"]],
    ["submitter", "published", []],
    ["editor", "needs_review", ["approve", "reject", "request_changes"]],
    ["editor", "scheduled", ["schedule", "unschedule"]],
    ["editor", "published", ["correct"]],
    ["managing_editor", "published", ["correct", "retract", "kill"]],
    ["admin", "retracted", ["kill"]],
    ["system", "approved", ["hold", "schedule", "unschedule", "publish"]],
  ] as const)("lists for %s of a release that is %s: %j", (role, state, open) => {
    expect(actionsOpenTo(role, state)).toEqual(open);
  });

  it("leaves what is for the holder of a claim out for others", () => {
    expect(actionsOpenTo("editor", "needs_review", { isClaimed: true })).toEqual([]);
    expect(actionsOpenTo("managing_editor", "published", { isClaimed: true })).toEqual(["retract", "kill"]);
    expect(actionsOpenTo("submitter", "approved", { isClaimed: true })).toEqual(["withdraw"]);
  });

  it("closes the appeal after the first", () => {
    expect(actionsOpenTo("submitter", "rejected")).toEqual(["appeal"]);
    expect(actionsOpenTo("submitter", "rejected", { appealed: true })).toEqual([]);
  });
});
