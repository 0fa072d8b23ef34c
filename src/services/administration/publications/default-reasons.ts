/** The reasons that a publication begins with; what stands here is what a submitter reads. */

type ReasonedDecision = "reject" | "request_changes";

export interface Reason {
  readonly code: string;
  /** The decisions that it may stand for. */
  readonly decisions: readonly ReasonedDecision[];
  readonly message: string;
  /** Whether refusing for it says that the text is spam: then the publication learns so. */
  readonly marksSpam?: boolean | undefined;
}

const either: readonly ReasonedDecision[] = ["reject", "request_changes"];

export const defaultReasons: readonly Reason[] = [
  { code: "not-news", decisions: ["reject"], message: "This is not news for our readers." },
  {
    code: "out-of-area",
    decisions: ["reject"],
    message: "This does not concern the places that we report on.",
  },
  { code: "already-known", decisions: ["reject"], message: "We have published this news already." },
  {
    code: "advertising",
    decisions: either,
    message: "The text advertises. Say what has happened, without praise, prices and calls to buy.",
    marksSpam: true,
  },
  {
    code: "unconfirmed",
    decisions: either,
    message: "We could not confirm what the release says. Name the sources that we can ask.",
  },
  {
    code: "no-permission",
    decisions: either,
    message: "We need to know that the text and the pictures are yours to give.",
  },
  {
    code: "missing-facts",
    decisions: ["request_changes"],
    message: "Something that readers need is missing: who, what, when, where or why.",
  },
  {
    code: "missing-contact",
    decisions: ["request_changes"],
    message: "Name a person whom we can reach with questions.",
  },
  {
    code: "unnamed-quotation",
    decisions: ["request_changes"],
    message: "A quotation needs the name and the role of the person who said it.",
  },
  {
    code: "language",
    decisions: ["request_changes"],
    message: "The text needs another look at its language.",
  },
];
