/** Stock tickers in running text, and what a symbol of an exchange looks like. Pure. */

import { z } from "zod";
import { type Match, matchesOf } from "./words.ts";

export interface TextTicker extends Match {
  readonly exchange: string;
  readonly symbol: string;
}

/** Names of markets as texts write them, before the colon; of several words, or not in capitals. */
const spellings: Readonly<Record<string, string>> = {
  "NYSE AMERICAN": "NYSEAMERICAN",
  "NYSE ARCA": "NYSEARCA",
  "NYSE MKT": "NYSEAMERICAN",
  "NASDAQ CM": "NASDAQ",
  NASDAQCM: "NASDAQ",
  NASDAQGS: "NASDAQ",
  NASDAQGM: "NASDAQ",
  "OTC PINK": "PINK",
  "OTC MARKETS": "OTC",
  "OTC BB": "OTCBB",
  "TSX-V": "TSXV",
  "TSX.V": "TSXV",
  "TSX VENTURE": "TSXV",
  "EURONEXT PARIS": "EPA",
  "EURONEXT AMSTERDAM": "AMS",
};

const known =
  /(?<![\p{L}\p{N}])(NASDAQ(?:[ ]?(?:CM|GS|GM))?|Nasdaq|NYSE(?: (?:American|AMERICAN|Arca|ARCA|MKT))?|OTC(?:QB|QX|BB| Pink| PINK| Markets| BB)?|TSX(?:[-.]?V| Venture)?|CSE|LSE|AIM|ASX|HKEX|SEHK|FRA|FSE|XETRA|Euronext(?: Paris| Amsterdam)?)\s?:\s?([A-Za-z0-9][A-Za-z0-9.-]{0,20})/gu;

/** The tickers of a text: a known market, a colon and what stands after it. */
export function textTickersIn(text: string): TextTicker[] {
  return matchesOf(text, known).map((match) => {
    const market = (match.groups[0] ?? "").toUpperCase();
    return {
      ...match,
      exchange: spellings[market] ?? market,
      symbol: (match.groups[1] ?? "").replace(/[.-]+$/, ""),
    };
  });
}

/** How the symbols of an exchange are written, before any class of share (".A"). */
export const symbolForm = z.strictObject({
  of: z.enum(["letters", "digits", "both"]),
  min: z.int().min(1).max(10),
  max: z.int().min(1).max(10),
});

const alphabets = { letters: /^[A-Z]+$/, digits: /^\d+$/, both: /^[A-Z0-9]+$/ };

/** Whether a symbol has the form. */
export function fitsForm(symbol: string, { of, min, max }: z.output<typeof symbolForm>): boolean {
  const [root = ""] = symbol.split(/[.-]/);
  return alphabets[of].test(root) && root.length >= min && root.length <= max;
}
