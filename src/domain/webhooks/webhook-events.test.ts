import { describe, expect, it } from "vitest";
import { type Action, actions } from "../releases/lifecycle.ts";
import { articleEvents, eventsOf, releaseEvents } from "./webhook-events.ts";

describe("the moves of a release", () => {
  it("are told but for those that the submitter makes and waits for", () => {
    const silent = actions.filter((action) => !eventsOf(action));
    expect(silent).toEqual(["submit", "resubmit", "appeal"] satisfies Action[]);
  });

  it("are told to readers' programs where readers see something of them", () => {
    const seen = actions.flatMap((action) => eventsOf(action)?.article ?? []);
    expect(seen).toEqual(["article.published", "article.corrected", "article.retracted", "article.killed"]);
    expect(seen).toEqual(articleEvents);
    expect(actions.flatMap((action) => eventsOf(action)?.release ?? []).toSorted()).toEqual(
      [...releaseEvents].toSorted(),
    );
  });
});
