import { setImmediate as nextTurn } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { Precedence } from "./precedence.ts";

/** Something that runs until it is told to end. */
function lasting() {
  let end: (error?: Error) => void = () => undefined;
  const ended = new Promise<void>((resolve, reject) => {
    end = (error) => (error ? reject(error) : resolve());
  });
  return { run: () => ended, end };
}

describe("what is not urgent", () => {
  it("begins at once while nothing urgent runs", async () => {
    const steps: string[] = [];
    void new Precedence().after(async () => void steps.push("letter"));
    await nextTurn();
    expect(steps).toEqual(["letter"]);
  });

  it.each([
    ["has ended", undefined],
    ["has failed", new Error("away")],
  ])("begins when the last of the urgent %s", async (_how, error) => {
    const precedence = new Precedence();
    const [one, other] = [lasting(), lasting()];
    const urgent = [precedence.first(one.run), precedence.first(other.run)];
    const steps: string[] = [];
    const letter = precedence.after(async () => void steps.push("letter"));
    one.end();
    await nextTurn();
    expect(steps).toEqual([]);
    other.end(error);
    await letter;
    expect(steps).toEqual(["letter"]);
    await Promise.allSettled(urgent);
  });

  it("begins after a moment although the urgent goes on", async () => {
    const precedence = new Precedence();
    const rush = lasting();
    const urgent = precedence.first(rush.run);
    const steps: string[] = [];
    await precedence.after(async () => void steps.push("letter"));
    expect(steps).toEqual(["letter"]);
    rush.end();
    await urgent;
  });
});
