/** SP-06 to SP-09: what is known of whoever sends a release, and of what they sent before. Pure. */

import { disposableEmailBlocklistSet } from "disposable-email-domains-js";
import { matchesOf } from "../reading/words.ts";
import { defineRule, limit, plain } from "../rule.ts";
import { wordOfTwoAlphabets } from "./disguise.ts";

const disposable: ReadonlySet<string> = disposableEmailBlocklistSet();

const disposableMail = defineRule({
  id: "SP-06",
  what: "A contact, of the release or of the organisation, at a domain whose mailboxes anybody opens and nobody keeps.",
  why: "Nobody can be asked there tomorrow, so an editor finds out today who sends the release.",
  settings: plain,
  run({ copy: { mediaContact } }, _settings, { organization }) {
    if (isDisposable(mediaContact.email)) {
      const message = "This mailbox is a disposable one; give one where you can be reached.";
      return [{ pointer: "/mediaContact/email", message, evidence: domainOf(mediaContact.email) }];
    }
    if (!isDisposable(organization.contactEmail)) return [];
    const message = "Your organisation's mailbox is a disposable one; change it in your profile.";
    return [{ pointer: "", message, evidence: domainOf(organization.contactEmail) }];
  },
});

const burst = defineRule({
  id: "SP-07",
  what: "Many releases of one sender within an hour, or many senders from one network; an agency that acts for others is one sender. Whom an administrator has marked as trusted is not counted.",
  why: "Spam is sent by machines, under as many names as it takes. An agency or a council on a busy day is recognised by an editor at a glance.",
  settings: plain.extend({ senders: limit, releases: limit }),
  run(_view, settings, { burst: counted }) {
    if (!counted) return [];
    // How many is not said: whoever sends by machine would send as many.
    if (counted.releases > settings.releases)
      return [{ pointer: "", message: "Many releases came from you within a short time; an editor looks." }];
    if (counted.senders <= settings.senders) return [];
    const message = "Many organisations sent releases from one network within a short time; an editor looks.";
    return [{ pointer: "", message }];
  },
});

const refusedBefore = defineRule({
  id: "SP-08",
  what: "The text of a release that was refused before, whoever sent it, also where it was edited.",
  why: "What was refused comes again under another name. An editor sees the refused one beside it, under what the release resembles.",
  settings: plain.extend({ near: plain.shape.severity }),
  run(_view, { near }, { refused }) {
    if (!refused) return [];
    const which = refused.releaseId === null ? "that was refused" : `that was refused (${refused.releaseId})`;
    const evidence = refused.releaseId ?? undefined;
    const how = refused.isIdentical ? "is" : "is nearly";
    const message = `The text ${how} that of a release ${which}; if something changed, tell the editor.`;
    return [{ pointer: "/body", message, evidence, ...(!refused.isIdentical && { severity: near }) }];
  },
});

const borrowedName = defineRule({
  id: "SP-09",
  what: "An organisation whose name a reader would take for another's: the same to the eye (UTS #39), a letter away, or a word in letters of two alphabets. Whom an administrator has marked as trusted has the name by right.",
  why: "News in somebody else's name is the costliest to print.",
  settings: plain,
  run(_view, _settings, { organization: { name, trust }, lookalikes = [] }) {
    if (trust === "trusted") return [];
    if (lookalikes.length > 0) {
      // Whose name it is like is for the desk: who has signed up here is nobody else's business.
      const message = `The name "${name}" can be taken for another organisation's; an editor makes sure whose it is.`;
      return [{ pointer: "", message }];
    }
    const [mixed] = matchesOf(name, wordOfTwoAlphabets);
    if (!mixed) return [];
    const message = "The organisation's name mixes letters of two alphabets in a word.";
    return [{ pointer: "", message, evidence: mixed.text }];
  },
});

export const senderRules = [disposableMail, burst, refusedBefore, borrowedName];

function domainOf(email: string): string {
  return email.slice(email.lastIndexOf("@") + 1).toLowerCase();
}

/** At a domain of the list, or at a name below it. */
function isDisposable(email: string): boolean {
  const labels = domainOf(email).split(".");
  return labels.some((_, at) => disposable.has(labels.slice(at).join(".")));
}
