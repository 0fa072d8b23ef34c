/** CT-01 to CT-06: who sends the release, and whether they may. Pure. */

import { isFreeMail } from "../reading/mailboxes.ts";
import { isNamed } from "../reading/naming.ts";
import { defineRule, plain, type ReleaseFacts } from "../rule.ts";
import { textsOf } from "../view.ts";

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
  what: "A contact with a free mail address, of an organisation that has not confirmed who it is; or, less gravely, at another domain than the organisation's own or its proven one.",
  why: "Anybody can open such an address in anybody's name; one elsewhere may be its agency's.",
  settings: plain.extend({ elsewhere: plain.shape.severity }),
  run({ copy, words }, { elsewhere }, { organization }) {
    const { trust, verifiedDomain } = organization;
    const pointer = "/mediaContact/email";
    const { email } = copy.mediaContact;
    const domain = email.slice(email.lastIndexOf("@") + 1).toLowerCase();
    if (isFreeMail(domain, words.freeMail)) {
      if (trust !== "unverified" || verifiedDomain) return [];
      const message = `${domain} addresses prove nothing; confirm the organisation or use its own domain.`;
      return [{ pointer, message, evidence: domain }];
    }
    const own = domainsOf(organization).filter((known) => !isFreeMail(known, words.freeMail));
    if (own.length === 0 || own.some((known) => isWithin(domain, known))) return [];
    const message = `This address is not at ${own.join(" or ")}; say whose it is, if not an agency's.`;
    return [{ pointer, message, evidence: domain, severity: elsewhere }];
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
    if (isNamed(name, textsOf(view), view.words.companyForms)) return [];
    return [{ pointer: "/body", message: `The text never names ${name}.` }];
  },
});

/** The domains by which an organisation is known: proven, of its website, of its own mailbox. */
function domainsOf({ verifiedDomain, website, contactEmail }: ReleaseFacts["organization"]): string[] {
  const site = website && URL.canParse(website) ? new URL(website).hostname.replace(/^www\./, "") : undefined;
  const mailbox = contactEmail.slice(contactEmail.lastIndexOf("@") + 1).toLowerCase();
  return [...new Set([verifiedDomain, site, mailbox].flatMap((domain) => domain || []))];
}

/** The same domain, or one below the other. */
function isWithin(one: string, other: string): boolean {
  return one === other || one.endsWith(`.${other}`) || other.endsWith(`.${one}`);
}

export const contactRules = [phone, mail, attestation, place, first, issuer];
