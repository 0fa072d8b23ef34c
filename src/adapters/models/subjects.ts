/** The vocabulary of subjects that ships with the newsroom, and the words that topics are told by. */

import { readFile } from "node:fs/promises";
import type { Classifier } from "../../domain/categories/classifier.ts";
import type { LikenessModel } from "../../domain/categories/own-sections.ts";
import { SubjectFinder } from "../../domain/subjects/find-subjects.ts";
import { MediaTopics } from "../../domain/subjects/media-topics.ts";

const vocabulary = new URL("../../../models/media-topics.json", import.meta.url);
const words = new URL("../../../models/topic-words.txt", import.meta.url);

/** Reads the files anew at each call: a process loads them once and keeps what it gets. */
export async function loadSubjects(classifier: Classifier, likeness: LikenessModel): Promise<SubjectFinder> {
  const [topics, own] = await Promise.all([readFile(vocabulary, "utf8"), readFile(words, "utf8")]);
  return new SubjectFinder(new MediaTopics(JSON.parse(topics)), own, classifier, likeness);
}
