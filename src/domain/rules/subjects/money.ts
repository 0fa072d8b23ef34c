/** FN-01 to FN-05: tickers, what may be said about the future of a company, and when. Pure. */

import { z } from "zod";
import { terms, termsIn, variety } from "../reading/lexicon.ts";
import { fitsForm, symbolForm, textTickersIn } from "../reading/tickers.ts";
import { counted } from "../reading/words.ts";
import { defineRule, graded, type Hit, limit, plain } from "../rule.ts";
import { inBody, inWhole } from "../view.ts";

const form = defineRule({
  id: "FN-01",
  what: "A ticker whose symbol cannot be one of its exchange; in a field it is grave, in the text it may be a slip.",
  why: "A wrong ticker sends readers to another company's shares, or nowhere.",
  settings: graded.extend({ forms: z.record(z.string().regex(/^[A-Z]{2,20}$/), symbolForm) }),
  run(view, { grave, forms }) {
    const isWrong = (exchange: string, symbol: string) => {
      const expected = forms[exchange];
      return expected !== undefined && !fitsForm(symbol, expected);
    };
    const message = (exchange: string, symbol: string) => `"${symbol}" is no symbol of ${exchange}.`;
    const inFields = view.copy.tickers.flatMap((ticker, index): Hit[] => {
      const [exchange = "", symbol = ""] = ticker.split(":");
      if (!isWrong(exchange, symbol)) return [];
      return [
        {
          pointer: `/tickers/${index}`,
          message: message(exchange, symbol),
          evidence: ticker,
          severity: grave,
        },
      ];
    });
    const inText = textTickersIn(view.body.text)
      .filter(({ exchange, symbol }) => isWrong(exchange, symbol))
      .map((match) => inBody(view, match, { message: message(match.exchange, match.symbol) }));
    return [...inFields, ...inText];
  },
});

const mandate = defineRule({
  id: "FN-02",
  what: "A ticker in a release of an organisation that has neither been verified nor proven a domain.",
  why: "Whoever speaks for a listed company moves its price; its own word is needed, from its own domain.",
  settings: plain,
  run({ copy: { tickers } }, _settings, { organization: { trust, verifiedDomain } }) {
    const [ticker] = tickers;
    if (!ticker || verifiedDomain || trust !== "unverified") return [];
    const message = `An editor asks the company behind ${ticker} whether this comes from it.`;
    return [{ pointer: "/tickers", message, evidence: ticker }];
  },
});

const number = defineRule({
  id: "FN-03",
  what: "More listed companies in the text than a release can be about.",
  why: "Releases full of tickers are written to be found beside the shares of others.",
  settings: plain.extend({ max: limit }),
  run(view, { max }) {
    const seen = new Set(view.copy.tickers.map((ticker) => ticker.split(":")[1] ?? ticker));
    const beyond = textTickersIn(view.body.text).find(({ symbol }) => seen.add(symbol).size > max);
    if (!beyond) return [];
    return [
      inBody(view, beyond, {
        message: `The text has more than ${counted(max, "ticker")}; leave out the others.`,
      }),
    ];
  },
});

const future = defineRule({
  id: "FN-04",
  what: "Several words about the future of a business without a paragraph on forward-looking statements; grave for a listed issuer.",
  why: "Investors sue over forecasts; the law protects those that say they are one.",
  languages: ["en"],
  settings: graded.extend({ from: limit, terms, harbour: terms }),
  run(view, { severity, grave, from, terms: words, harbour }) {
    const isListed = view.copy.tickers.length > 0;
    if (!isListed && view.copy.kind !== "business") return [];
    const found = termsIn(view, words);
    const [first] = found;
    if (!first || variety(found) < from || termsIn(view, harbour).length > 0) return [];
    const names = found.slice(0, 4).map(({ mark }) => `"${mark}"`);
    const message = `This looks ahead (${names.join(", ")}); add a paragraph on forward-looking statements.`;
    return [inWhole(view, first, { message, severity: isListed ? grave : severity })];
  },
});

const moment = defineRule({
  id: "FN-05",
  what: "News that may move a price, of an organisation that is marked as market-sensitive, without an embargo.",
  why: "Such news has to reach everybody at one moment, which its issuer has to name.",
  languages: ["en"],
  settings: plain.extend({ terms }),
  run(view, { terms: words }, { organization, isEmbargoed }) {
    if (!organization.marketSensitive || isEmbargoed) return [];
    const [first] = termsIn(view, words);
    if (!first) return [];
    const message = `This may move a price ("${first.mark}"); set an embargo for the moment when everybody may know.`;
    return [inWhole(view, first, { message })];
  },
});

export const moneyRules = [form, mandate, number, future, moment];
