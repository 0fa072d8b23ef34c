/** BD-04, BD-11, LK-04, LK-05: text and links that are there to sell. Pure. */

import { ownTermsIn, terms } from "../reading/lexicon.ts";
import { densestPhrase } from "../reading/phrases.ts";
import { anyOf, counted, matchesOf } from "../reading/words.ts";
import { defineRule, limit, plain } from "../rule.ts";
import { inBody, inWhole } from "../view.ts";

const price =
  /\b(?:only|just|from|starting at|starts at|as low as|priced at|for as little as|under)\s[$£€]\d[\d,.]*|\b\d{1,2}% (?:off|discount)\b|\bsave (?:up to )?(?:[$£€]\d|\d{1,2}%)/giu;

const advert = defineRule({
  id: "BD-04",
  what: "A text that reads like an advertisement: prices that tempt, coupons, and calls to buy or to act.",
  why: "Advertisements are sold by another department.",
  languages: ["en"],
  settings: plain.extend({ from: limit, coupons: terms, calls: terms }),
  run(view, { from, coupons, calls }) {
    const prices = matchesOf(view.prose, price, /[$£€%]/).map((match) => ({
      ...match,
      mark: match.text.toLowerCase(),
    }));
    const there = [prices, ownTermsIn(view, coupons), ownTermsIn(view, calls)].filter(
      ({ length }) => length > 0,
    );
    const distinct = new Set(there.flat().map(({ mark }) => mark));
    const first = there[0]?.[0];
    if (!first || there.length < 2 || distinct.size < from) return [];
    const names = [...distinct].slice(0, 4).map((text) => `"${text}"`);
    const message = `This reads like an advertisement (${names.join(", ")}); say what happened.`;
    return [inBody(view, first, { message })];
  },
});

const stuffing = defineRule({
  id: "BD-11",
  what: "One phrase again and again, beyond what a text about a thing needs.",
  why: "It is written for search engines, and readers notice.",
  settings: plain.extend({ minWords: limit, minTimes: limit, maxShare: limit.max(1) }),
  run(view, { minWords, minTimes, maxShare }) {
    if (view.wordCount < minWords) return [];
    const phrase = densestPhrase(view.whole.tokens.all);
    if (!phrase || phrase.times < minTimes || phrase.share <= maxShare) return [];
    const message = `"${phrase.text}" stands here ${counted(phrase.times, "time")}, ${Math.round(phrase.share * 100)} % of all words.`;
    return [inWhole(view, phrase, { message })];
  },
});

const anchors = defineRule({
  id: "LK-04",
  what: "A link whose words are what people type into a search engine when they want to buy.",
  why: "Such links are sold; search engines punish the newspaper that prints them. All links of a release are marked as sponsored anyway.",
  languages: ["en"],
  settings: plain.extend({ maxWords: limit, bought: terms }),
  run(view, { maxWords, bought }) {
    return view.body.links.flatMap((link) => {
      const words = view.body.text.slice(link.start, link.end);
      // Looked at first, so that no pattern meets an endless anchor.
      const isLong = words.length > 100 || words.split(/\s+/).length > maxWords;
      const isAddress = !isLong && /^(?:https?:|www\.)|^\S+\.\S+$/i.test(words);
      if (isAddress || isLong || matchesOf(words, anyOf(bought)).length === 0) return [];
      return [inBody(view, link, { message: "These words sell; link the name of what the page is about." })];
    });
  },
});

const salesPath =
  /\/(?:cart|checkout|basket|buy|order|shop|store|products?|pricing|sale|deals?|coupons?|add-to-cart|landing|lp|signup|sign-up)(?:[/?#.-]|$)|[?&](?:add-to-cart|coupon|promo|discount)=/i;

const sales = defineRule({
  id: "LK-05",
  what: "A link to where something is sold rather than told, by its path or its host.",
  why: "Readers follow a link to learn more.",
  settings: plain.extend({ hosts: terms }),
  run(view, { hosts }) {
    const isShop = ({ href }: { href: string }) => {
      if (!URL.canParse(href)) return false;
      const { hostname, pathname, search } = new URL(href);
      const host = hostname.replace(/^www\./, "");
      return (
        salesPath.test(pathname + search) || hosts.some((shop) => host === shop || host.endsWith(`.${shop}`))
      );
    };
    const link = view.body.links.find(isShop);
    if (!link) return [];
    const message = "This link leads to a page that sells; link one that informs.";
    return [{ ...inBody(view, link, { message }), evidence: link.href }];
  },
});

export const advertisingRules = [advert, stuffing, anchors, sales];
