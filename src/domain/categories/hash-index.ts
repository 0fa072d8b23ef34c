/** From a feature's hash to its number: open addressing in two typed arrays, at most half full. Pure. */

export class HashIndex {
  size = 0;
  private mask: number;
  private hashes: Uint32Array;
  /** One more than the number, so that 0 marks a free slot. */
  private numbers: Int32Array;

  constructor(expected = 1 << 16) {
    const slots = 2 ** Math.ceil(Math.log2(Math.max(16, expected * 2)));
    this.mask = slots - 1;
    this.hashes = new Uint32Array(slots);
    this.numbers = new Int32Array(slots);
  }

  /** The number of a hash, or -1. */
  find(hash: number): number {
    return (this.numbers[this.slotOf(hash)] ?? 0) - 1;
  }

  /** The number of a hash, the next free one when it is met first. */
  add(hash: number): number {
    let slot = this.slotOf(hash);
    const known = this.numbers[slot] ?? 0;
    if (known > 0) return known - 1;
    if (this.size * 2 >= this.mask) {
      this.grow();
      slot = this.slotOf(hash);
    }
    this.hashes[slot] = hash;
    this.size += 1;
    this.numbers[slot] = this.size;
    return this.size - 1;
  }

  /** Visits every hash in the order of the numbers. */
  forEach(visit: (hash: number, number: number) => void): void {
    const ordered = new Uint32Array(this.size);
    this.numbers.forEach((number, slot) => {
      if (number > 0) ordered[number - 1] = this.hashes[slot] ?? 0;
    });
    ordered.forEach(visit);
  }

  private slotOf(hash: number): number {
    const { mask, hashes, numbers } = this;
    let slot = hash & mask;
    while (numbers[slot] !== 0 && hashes[slot] !== hash) slot = (slot + 1) & mask;
    return slot;
  }

  private grow(): void {
    const { hashes, numbers } = this;
    const slots = (this.mask + 1) * 2;
    this.mask = slots - 1;
    this.hashes = new Uint32Array(slots);
    this.numbers = new Int32Array(slots);
    for (let old = 0; old < numbers.length; old += 1) {
      const number = numbers[old] ?? 0;
      const hash = hashes[old] ?? 0;
      if (number === 0) continue;
      const slot = this.slotOf(hash);
      this.hashes[slot] = hash;
      this.numbers[slot] = number;
    }
  }
}
