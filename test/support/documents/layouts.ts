/** Ways to lay a release out, each with the embargo and the dateline that it prints. */

import type { Line, Story } from "./documents.ts";

export interface Layout {
  readonly name: string;
  /** The instant that the layout's embargo names. */
  readonly embargo: string | null;
  /** Whether the dateline names the country or state. */
  readonly hasPlace: boolean;
  readonly hasDek: boolean;
  lines(story: Story): Line[];
}

const body = (opening: string, { paragraphs: [first, ...rest] }: Story): Line[] => [
  { text: `${opening}${first}` },
  ...rest.map((text) => ({ text })),
];
const caps = (text: string) => text.toUpperCase();

/** The conventional form, as agencies send it. */
export const agency: Layout = {
  name: "agency",
  embargo: null,
  hasPlace: true,
  hasDek: true,
  lines: (story) => [
    { text: "FOR IMMEDIATE RELEASE", as: "bold" },
    { text: story.headline, as: "title" },
    { text: story.dek, as: "subtitle" },
    ...body(`${caps(story.city)}, ${story.place}, May 4, 2026 (Town Wire) -- `, story),
    { text: `About ${story.organization}`, as: "bold" },
    { text: story.about, close: true },
    { text: "Media Contact:", as: "bold" },
    { text: story.contact.name, close: true },
    { text: story.contact.role, close: true },
    { text: story.contact.phone, close: true },
    { text: story.contact.email, close: true },
    { text: "###" },
  ],
};

/** With the contact at the top, in the American way. */
const contactOnTop: Layout = {
  name: "contact on top",
  embargo: "2027-05-04T14:00:00.000Z",
  hasPlace: true,
  hasDek: true,
  lines: (story) => [
    { text: story.organization, as: "logo" },
    { text: "NEWS RELEASE" },
    { text: "EMBARGOED UNTIL 9:00 A.M. EST, MAY 4, 2027" },
    { text: `Contact: ${story.contact.name}` },
    { text: `${story.contact.role}, ${story.organization}`, close: true },
    { text: `Phone: ${story.contact.phone}`, close: true },
    { text: `Email: ${story.contact.email}`, close: true },
    { text: caps(story.headline), as: "title" },
    { text: story.dek, as: "italic" },
    ...body(`${caps(story.city)}, ${story.place} — `, story),
    { text: `ABOUT ${caps(story.organization)}` },
    { text: story.about },
    { text: "# # #" },
  ],
};

/** With two contacts side by side. */
const twoColumns: Layout = {
  name: "two columns",
  embargo: null,
  hasPlace: true,
  hasDek: false,
  lines: (story) => [
    { text: "For Immediate Release" },
    { text: "May 4, 2026" },
    { text: story.headline, as: "title" },
    ...body(`${caps(story.city)}, ${story.place}, May 4, 2026 /PRNewswire/ -- `, story),
    { text: `About ${story.organization}` },
    { text: story.about, close: true },
    { text: "Media Contact:", beside: "Investor Contact:" },
    { text: story.contact.name, beside: "Gordon Lightfoot", close: true },
    { text: story.contact.role, beside: "Investor Relations", close: true },
    { text: story.contact.phone, beside: "+1 212 555 0100", close: true },
    { text: story.contact.email, beside: "ir@investors.example", close: true },
    { text: "-30-" },
  ],
};

/** British, with notes to editors behind the end. */
const british: Layout = {
  name: "british",
  embargo: "2027-05-03T23:01:00.000Z",
  hasPlace: false,
  hasDek: true,
  lines: (story) => [
    { text: "PRESS RELEASE" },
    { text: "STRICTLY EMBARGOED UNTIL 00:01 BST TUESDAY 4 MAY 2027", as: "bold" },
    { text: story.headline, as: "title" },
    { text: story.dek, as: "subtitle" },
    ...body(`${story.city}, 3 May 2027 – `, story),
    { text: "ENDS" },
    { text: "Notes to editors", as: "bold" },
    { text: "Photographs can be had from the press office, free of charge." },
    { text: `About ${story.organization}: ${story.about}` },
    {
      text: `For more information, please contact ${story.contact.name}, ${story.contact.role}, on ${story.contact.phone} or ${story.contact.email}.`,
    },
  ],
};

/** Bare: no release line, no end mark, the contact in one line. */
const bare: Layout = {
  name: "bare",
  embargo: null,
  hasPlace: false,
  hasDek: false,
  lines: (story) => [
    { text: story.headline, as: "title" },
    ...body(`${caps(story.city)} – May 4 – `, story),
    { text: `About ${story.organization}` },
    { text: story.about },
    {
      text: `Press contact: ${story.contact.name} | ${story.contact.role} | ${story.contact.email} | ${story.contact.phone}`,
    },
  ],
};

// From here on: layouts that the reader was not written on.

const letter: Layout = {
  name: "letterhead",
  embargo: null,
  hasPlace: true,
  hasDek: true,
  lines: (story) => [
    { text: story.organization, as: "logo" },
    { text: "12 Market Square, Marlhaven MH1 4AB", close: true },
    { text: `Tel ${story.contact.phone} · www.letterhead.example`, close: true },
    { text: "Media Release" },
    { text: "Date: 4 May 2026" },
    { text: "Release: Immediate" },
    { text: story.headline, as: "title" },
    { text: story.dek, as: "italic" },
    ...body(`${story.city}, ${story.place} (May 4, 2026) – `, story),
    { text: "--ENDS--" },
    { text: `About ${story.organization}`, as: "heading" },
    { text: story.about },
    { text: "For further information", as: "heading" },
    { text: `${story.contact.name}, ${story.contact.role}` },
    { text: `E: ${story.contact.email}`, close: true },
    { text: `T: ${story.contact.phone}`, close: true },
  ],
};

const hold: Layout = {
  name: "hold for release",
  embargo: "2027-05-04T13:30:00.000Z",
  hasPlace: false,
  hasDek: false,
  lines: (story) => [
    { text: "HOLD FOR RELEASE UNTIL TUESDAY, MAY 4, 2027 AT 9:30 A.M. EASTERN TIME" },
    { text: "MEDIA CONTACTS" },
    { text: story.contact.name, close: true },
    { text: story.contact.email, close: true },
    { text: story.contact.phone, close: true },
    { text: story.headline, as: "title" },
    ...body(`${caps(story.city)} (May 4, 2027) — `, story),
    { text: `About ${story.organization}` },
    { text: story.about },
    { text: "-- 30 --" },
  ],
};

const iso: Layout = {
  name: "iso times",
  embargo: "2027-05-04T07:00:00.000Z",
  hasPlace: true,
  hasDek: true,
  lines: (story) => [
    { text: "Press Release" },
    { text: "Not for publication before 2027-05-04 09:00 CEST" },
    { text: story.headline, as: "title" },
    { text: story.dek },
    ...body(`${story.city}, ${story.place}, 4 May 2027 -- `, story),
    { text: `ABOUT ${caps(story.organization)}` },
    { text: story.about, close: true },
    { text: "PRESS CONTACT" },
    { text: `Name: ${story.contact.name}`, close: true },
    { text: `Position: ${story.contact.role}`, close: true },
    { text: `Telephone: ${story.contact.phone}`, close: true },
    { text: `E-mail: ${story.contact.email}`, close: true },
  ],
};

const businessWire: Layout = {
  name: "wire without spaces",
  embargo: null,
  hasPlace: true,
  hasDek: true,
  lines: (story) => [
    { text: story.headline, as: "title" },
    { text: story.dek, as: "bold" },
    ...body(`${caps(story.city)}, ${story.place}--(BUSINESS WIRE)--`, story),
    { text: `About ${story.organization}` },
    { text: story.about },
    { text: "Contacts" },
    { text: "Media", close: true },
    { text: story.contact.name, close: true },
    { text: story.contact.phone, close: true },
    { text: story.contact.email, close: true },
    { text: "* * *" },
  ],
};

const clock24: Layout = {
  name: "notes and hours",
  embargo: "2027-05-04T06:00:00.000Z",
  hasPlace: false,
  hasDek: false,
  lines: (story) => [
    { text: `News from ${story.organization}`, as: "logo" },
    { text: "Under embargo until 0600 hrs GMT, Tuesday 4th May 2027" },
    { text: story.headline, as: "title" },
    ...body(`[${caps(story.city)}, 4 May 2027] `, story),
    { text: "# # #" },
    { text: "Notes for Editors" },
    { text: "1. Interviews can be arranged at short notice." },
    { text: "2. The figures are those of last year.", close: true },
    { text: "Press enquiries:" },
    { text: `${story.contact.name} (${story.contact.role})`, close: true },
    { text: `${story.contact.phone} / ${story.contact.email}`, close: true },
    { text: `About ${story.organization}` },
    { text: story.about },
  ],
};

const datelineAlone: Layout = {
  name: "dateline on a line of its own",
  embargo: null,
  hasPlace: true,
  hasDek: true,
  lines: (story) => [
    { text: "IMMEDIATE RELEASE" },
    { text: caps(story.headline), as: "title" },
    { text: story.dek, as: "subtitle" },
    { text: `${story.city}, ${story.place}, Monday 4 May 2026` },
    ...story.paragraphs.map((text) => ({ text })),
    { text: "END" },
    { text: "Contact:" },
    { text: story.contact.name, close: true },
    { text: story.organization, close: true },
    { text: story.contact.email, close: true },
    { text: `Mobile: ${story.contact.phone}`, close: true },
    { text: `About ${story.organization}`, as: "bold" },
    { text: story.about, close: true },
  ],
};

const americanColumns: Layout = {
  name: "release line beside the contact",
  embargo: null,
  hasPlace: true,
  hasDek: true,
  lines: (story) => [
    { text: "FOR IMMEDIATE RELEASE", beside: `Contact: ${story.contact.name}` },
    { text: "May 4, 2026", beside: story.contact.phone, close: true },
    { text: "", beside: story.contact.email, close: true },
    { text: story.headline, as: "title" },
    { text: story.dek, as: "subtitle" },
    ...body(`${caps(story.city)}, ${story.place} – `, story),
    { text: `About ${story.organization} | ${story.about}` },
    { text: "[END]" },
  ],
};

const mediaAndInvestors: Layout = {
  name: "media and investors",
  embargo: null,
  hasPlace: true,
  hasDek: false,
  lines: (story) => [
    { text: "FOR IMMEDIATE RELEASE" },
    { text: story.headline, as: "title" },
    ...body(`${story.city}, ${story.place}, May 4, 2026, 07:00 CEST – `, story),
    { text: "/ENDS/" },
    { text: `About ${story.organization}`, as: "bold" },
    { text: story.about },
    { text: "Media:" },
    { text: story.organization, close: true },
    { text: story.contact.name, close: true },
    { text: story.contact.email, close: true },
    { text: `${story.contact.phone} / 07700 900123`, close: true },
    { text: "Investors:" },
    { text: "Gordon Lightfoot", close: true },
    { text: "ir@investors.example", close: true },
  ],
};

/** All of them. */
export const layouts: readonly Layout[] = [
  agency,
  contactOnTop,
  twoColumns,
  british,
  bare,
  letter,
  hold,
  iso,
  businessWire,
  clock24,
  datelineAlone,
  americanColumns,
  mediaAndInvestors,
];
