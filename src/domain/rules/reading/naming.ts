/** Whether a text names an organisation, in whatever form people write its name. Pure. */

/** Whether one of the texts has the name, its core without the legal form, or its initials; an empty name is in any. */
export function isNamed(name: string, texts: readonly string[], companyForms: readonly string[]): boolean {
  if (name !== "" && texts.some((text) => text.includes(name))) return true;
  const text = shortened(fold(inOneForm(texts.join(" "))));
  const core = shortened(` ${coreOf(inOneForm(withoutKin(name)), companyForms)} `).trim();
  const initials = (name.match(/(?<!\p{L})\p{Lu}/gu) ?? []).join("").toLowerCase();
  // Scripts without spaces run a name into the words beside it.
  const whole = /\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Thai}/u.test(core);
  if (text.includes(whole ? core : ` ${core} `)) return true;
  return core === "" || (initials.length > 2 && text.includes(` ${initials} `));
}

/** Who mourns or remembers somebody signs up as "Family of Arthur Pell" and writes of him. */
function withoutKin(name: string): string {
  return name.replace(/^(?:the )?family of (?:the late )?(?=\S)/i, "");
}

/** "&" is "and", and "S.A." is "SA". The core stays as it is, since the keys of lookalike names are kept. */
function inOneForm(text: string): string {
  return text
    .replaceAll("&", " and ")
    .replace(/(?<![\p{L}\p{N}])\p{L}(?:[./]\p{L})+(?![\p{L}\p{N}])/gu, (letters) =>
      letters.replace(/[./]/g, ""),
    );
}

/** What clubs are called in full and in short; the longer before what it ends in. */
const clubs: readonly (readonly [full: string, short: string])[] = [
  ["association football club", "afc"],
  ["rugby league football club", "rlfc"],
  ["rugby football club", "rfc"],
  ["football club", "fc"],
  ["cricket club", "cc"],
  ["rugby club", "rc"],
  ["rowing club", "rc"],
  ["gaelic athletic association", "gaa"],
];

/** Folded words with the names of clubs in short. */
function shortened(folded: string): string {
  return clubs.reduce((text, [full, short]) => text.replaceAll(` ${full} `, ` ${short} `), folded);
}

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
export function coreOf(name: string, companyForms: readonly string[]): string {
  const words = fold(name).trim().split(" ");
  if (words[0] === "the") words.shift();
  while (words.length > 1 && companyForms.includes(words.at(-1) ?? "")) words.pop();
  return words.join(" ");
}
