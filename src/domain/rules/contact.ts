/** CT-01 to CT-06: who sends the release, and whether they may. Pure. */

import { defineRule, plain } from "./rule.ts";
import { textsOf } from "./view.ts";

const phone = defineRule({
  id: "CT-01",
  what: "A media contact without a telephone number. The name and the e-mail address are required anyway.",
  why: "A reporter with a question an hour before print calls.",
  settings: plain,
  run({ copy: { mediaContact } }) {
    if (mediaContact.phone) return [];
    return [{ pointer: "/mediaContact/phone", message: "Reporters prefer to call; add a telephone number." }];
  },
});

const mail = defineRule({
  id: "CT-02",
  what: "A contact with a free mail address, of an organisation that has not confirmed who it is.",
  why: "Anybody can open such an address in anybody's name.",
  settings: plain,
  run({ copy, words }, _settings, { organization: { trust } }) {
    const pointer = "/mediaContact/email";
    const { email } = copy.mediaContact;
    const domain = email.slice(email.lastIndexOf("@") + 1).toLowerCase();
    if (trust !== "unverified" || !words.freeMail.includes(domain)) return [];
    const message = `${domain} addresses prove nothing; confirm the organisation or use its own domain.`;
    return [{ pointer, message, evidence: domain }];
  },
});

const attestation = defineRule({
  id: "CT-03",
  what: "A release that nobody vouches for.",
  why: "Somebody must say that they may speak for the organisation and that the release is accurate.",
  settings: plain,
  run(_view, _settings, { attested }) {
    if (attested) return [];
    const suggestion = '"attestation": {"authorized": true, "accurate": true}';
    return [
      {
        pointer: "/attestation",
        message: "Attest that you are authorised and the release accurate.",
        suggestion,
      },
    ];
  },
});

const place = defineRule({
  id: "CT-04",
  what: "A release without a place: neither a dateline's city nor an event's.",
  why: "A local newspaper prints what happens where its readers live.",
  settings: plain,
  run({ copy: { dateline, event } }) {
    const city = dateline?.city ?? event?.city;
    if (!city)
      return [
        { pointer: "/dateline", message: "Say where the news comes from: add a dateline with a city." },
      ];
    if (/\p{L}{2}/u.test(city)) return [];
    return [{ pointer: "/dateline/city", message: `"${city}" is no city.`, evidence: city }];
  },
});

const first = defineRule({
  id: "CT-05",
  what: "The first release of an organisation that no administrator has marked as trusted.",
  why: "An editor should meet everybody once.",
  settings: plain,
  run(_view, _settings, { isFirst, organization: { name, trust } }) {
    if (!isFirst || trust === "trusted") return [];
    return [{ pointer: "", message: `This is the first release of ${name}; an editor reads it.` }];
  },
});

const issuer = defineRule({
  id: "CT-06",
  what: "A text that never names the organisation that sends it.",
  why: "Readers should learn from the text whose news it is.",
  settings: plain,
  run(view, _settings, { organization: { name } }) {
    const texts = textsOf(view);
    if (name !== "" && texts.some((text) => text.includes(name))) return [];
    const text = fold(texts.join(" "));
    const core = coreOf(name, view.words.companyForms);
    const initials = (name.match(/(?<!\p{L})\p{Lu}/gu) ?? []).join("").toLowerCase();
    // Scripts without spaces run a name into the words beside it.
    const whole = /\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Thai}/u.test(core);
    const isNamed =
      text.includes(whole ? core : ` ${core} `) || (initials.length > 2 && text.includes(` ${initials} `));
    if (isNamed || core === "") return [];
    return [{ pointer: "/body", message: `The text never names ${name}.` }];
  },
});

export const contactRules = [phone, mail, attestation, place, first, issuer];

/** Words in small letters with one space on either side. */
function fold(text: string): string {
  const plain = text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/['’]s?(?!\p{L})|['’]/gu, "");
  return ` ${plain.match(/[\p{L}\p{N}]+/gu)?.join(" ") ?? ""} `;
}

/** The name without its legal form: "The Acme Co. Ltd" is "acme". */
function coreOf(name: string, companyForms: readonly string[]): string {
  const words = fold(name).trim().split(" ");
  if (words[0] === "the") words.shift();
  while (words.length > 1 && companyForms.includes(words.at(-1) ?? "")) words.pop();
  return words.join(" ");
}
