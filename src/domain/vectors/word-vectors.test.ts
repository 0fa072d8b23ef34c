import { describe, expect, it } from "vitest";
import { readClassifier } from "../categories/classifier.ts";
import { hashOf } from "../categories/features.ts";
import { trainModel } from "../categories/training/train-model.ts";
import { readVectors, writeVectors } from "./word-vectors.ts";

const meanings: Record<string, number[]> = {
  football: [1, 0.1, 0],
  striker: [0.9, 0.2, 0],
  goalkeeper: [0.95, 0.1, 0.1],
  bank: [0, 0.1, 1],
  profit: [0.1, 0, 0.9],
  dividend: [0, 0.2, 0.95],
};
const bytes = writeVectors(
  Object.entries(meanings).map(([word, vector]) => ({ hash: hashOf(word), vector })),
);
const vectors = readVectors(bytes);
const examples = Array.from({ length: 40 }, (_, at) =>
  at % 2 === 0
    ? { title: "football", text: `striker ${at}`, target: { sports: 1 } }
    : { title: "bank", text: `profit ${at}`, target: { business: 1 } },
);
const blend = { bayes: 0.1, dense: 1, temperature: 1 };

describe("word vectors", () => {
  it("come back from their file as they went in, but for the rounding", () => {
    const sum = new Float32Array(3);
    vectors.addTo(sum, 0, hashOf("striker"));
    const length = Math.hypot(...sum);
    expect([...sum].map((value) => value / length)).toEqual(
      [0.9, 0.2, 0].map((value) => expect.closeTo(value / Math.hypot(0.9, 0.2), 1)),
    );
  });

  it("say nothing about a word that they do not know", () => {
    const sum = new Float32Array(3);
    vectors.addTo(sum, 0, hashOf("zamboni"));
    expect([...sum]).toEqual([0, 0, 0]);
  });

  it("let a word decide that no example had, by the company it keeps", () => {
    const classifier = readClassifier(trainModel(examples, { vectors, blend }), vectors);
    expect(classifier.classify({ title: "", text: "goalkeeper" })[0]?.slug).toBe("sports");
    expect(classifier.classify({ title: "", text: "dividend" })[0]?.slug).toBe("business");
  });

  it.each([0, 11, bytes.length - 1])("are refused when cut to %s bytes", (length) => {
    expect(() => readVectors(bytes.subarray(0, length))).toThrow();
  });

  it("are asked for by a model that learned about them", () => {
    expect(() => readClassifier(trainModel(examples, { vectors, blend }))).toThrow("other word vectors");
  });
});
