/** The vocabulary of subjects: IPTC Media Topics, a tree of codes and names. Pure; the file comes in as JSON. */

import { z } from "zod";

/** As `models/media-topics.json` keeps it. */
const vocabularyFile = z.strictObject({
  source: z.string(),
  licence: z.string(),
  topics: z.array(z.tuple([z.string(), z.string(), z.string().nullable()])),
});

export interface Topic {
  /** `medtop:20000002` */
  readonly qcode: string;
  readonly name: string;
  readonly parent: string | null;
}

export class MediaTopics {
  readonly all: readonly Topic[];
  private readonly byCode: ReadonlyMap<string, Topic>;
  private readonly children = new Map<string, string[]>();

  /** @throws {Error} when the file is anything else */
  constructor(file: unknown) {
    this.all = vocabularyFile.parse(file).topics.map(([qcode, name, parent]) => ({ qcode, name, parent }));
    this.byCode = new Map(this.all.map((topic) => [topic.qcode, topic]));
    for (const { qcode, parent } of this.all) {
      if (parent === null) continue;
      this.children.set(parent, [...(this.children.get(parent) ?? []), qcode]);
    }
  }

  find(qcode: string): Topic | undefined {
    return this.byCode.get(qcode);
  }

  /** What lies above a topic, the nearest first. */
  above(qcode: string): string[] {
    const parent = this.byCode.get(qcode)?.parent ?? null;
    return parent === null ? [] : [parent, ...this.above(parent)];
  }

  /** The topic and all that lies below it; of a code that is none of these, the code alone. */
  within(qcode: string): string[] {
    return [qcode, ...(this.children.get(qcode) ?? []).flatMap((child) => this.within(child))];
  }
}
