import { afterEach, describe, expect, it, vi } from "vitest";
import { Listener, Listeners } from "./listeners.ts";

const kilobyte = Buffer.alloc(1024);
const aListener = () => new Listener("main", { txid: 0, position: 0 });
afterEach(() => vi.useRealTimers());

describe("a listener that does not read", () => {
  it("is dropped when more waits for it than is bearable", () => {
    const listener = aListener();
    for (let count = 0; count < 1024; count += 1) listener.send(kilobyte);
    expect(listener.isOpen).toBe(true);
    listener.send(kilobyte);
    expect(listener.destroyed).toBe(true);
  });

  it("is waited for while it is told what it missed, until it goes", async () => {
    const listener = aListener();
    const sending = listener.sendWhole(Buffer.alloc(100_000));
    listener.destroy();
    await sending;
    expect(listener.readableLength).toBeLessThanOrEqual(100_000);
  });

  it("is not dropped by a beat that comes before it could take what it was just sent", async () => {
    vi.useFakeTimers();
    const listeners = new Listeners({ most: 9, mostOfAddress: 9, beatOf: () => Buffer.from(": beat\n\n") });
    await vi.advanceTimersByTimeAsync(14_999);
    const [fresh, asleep] = [aListener(), aListener()];
    for (const listener of [fresh, asleep]) {
      listeners.add(listener, "192.0.2.1");
      listener.send(Buffer.from("data: 1\n\n"));
    }
    await vi.advanceTimersByTimeAsync(1);
    expect([fresh.destroyed, asleep.destroyed]).toEqual([false, false]);
    fresh.resume();
    await vi.advanceTimersByTimeAsync(15_000);
    expect([fresh.destroyed, asleep.destroyed]).toEqual([false, true]);
    listeners.close();
  });

  it("is dropped at the second beat that finds it so, and one that reads is not", async () => {
    vi.useFakeTimers();
    const listeners = new Listeners({ most: 9, mostOfAddress: 9, beatOf: () => Buffer.from(": beat\n\n") });
    const [asleep, awake] = [aListener(), aListener()];
    for (const listener of [asleep, awake]) listeners.add(listener, "192.0.2.1");
    let heard = "";
    awake.on("data", (part) => {
      heard += part;
    });
    await vi.advanceTimersByTimeAsync(15_000);
    expect([asleep.destroyed, awake.destroyed]).toEqual([false, false]);
    await vi.advanceTimersByTimeAsync(15_000);
    expect([asleep.destroyed, awake.destroyed, listeners.size]).toEqual([true, false, 1]);
    expect(heard).toBe(": beat\n\n".repeat(2));
    listeners.close();
    expect(() => listeners.refuseBeyond("192.0.2.2")).toThrow("no room");
  });
});
