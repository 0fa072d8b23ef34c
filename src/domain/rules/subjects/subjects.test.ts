import { describe, expect, it } from "vitest";
import { judged, more, severitiesOf, wordsOf } from "../specimens/judged.ts";
import { goodBody, goodCopy } from "../specimens/specimen.ts";

const severitiesIn = (rule: string, text: string) => severitiesOf(rule, more(text));

describe("subjects", () => {
  it.each([
    ["Play and win real money: free spins, casino bonus, slots and roulette.", ["reject"]],
    ["The league signed a sports betting partner and publishes the odds.", ["hold"]],
    ["The club held a poker night for the roof fund.", []],
    ["Escort service with hot girls: nude photos, erotic massage.", ["reject"]],
    ["The film festival shows a naked sculpture.", []],
    ["Payday loans, no credit check, guaranteed approval, cash today.", ["reject"]],
    ["The credit union offers short term loans to members.", []],
    ["This miracle cure reverses diabetes; throw away your pills, doctors hate it.", ["reject"]],
    ["A phase 2 study of cancer and diabetes showed no side effects in a cure for tumors.", []],
    ["Get rich quick: guaranteed returns and easy money, no experience needed.", ["reject"]],
    ["The fund pays passive income to retired teachers.", []],
    ["Xanax and Adderall without prescription, discreet shipping.", ["reject"]],
    ["Police seized fentanyl and heroin at the port.", []],
    ["Jews will not replace us; whites only, white power.", ["hold"]],
  ])("SB-01 on %j", (text, severities) => expect(severitiesIn("SB-01", text)).toEqual(severities));

  it.each([
    [
      "a council on loan sharks",
      "The council warns of loan sharks. Flyers promised same day cash, no credit checks and guaranteed approval.\n\nPayday lenders take £900 for a payday loan of £200. If you are worried, see https://council.example for help.",
    ],
    [
      "a household's flyer",
      "“Get instant cash” was printed on it. Same day cash, guaranteed approval and bad credit accepted: that is what payday lenders put through the doors. If you had one, call trading standards.",
    ],
    [
      "a seizure",
      "Officers seized pills worth £9,000. Heroin, Valium and Percocet were sold without prescription and with discreet packaging, beside fake passports.",
    ],
    [
      "a rally",
      "Four hundred people met where walls had read “white power”, ‘send them all back’ and 'whites only', beside talk of vermin.",
    ],
    [
      "a clinic",
      "The clinic treats gamblers. A welcome bonus and free spins began it, then slots and roulette.",
    ],
    [
      "research",
      "The study of HIV is no miracle cure, says the university; a permanent cure is far off, as are side effects.",
    ],
    [
      "a course of hotels",
      "Staff learn to see trafficking: escorts, an escort agency, call girls and webcam models in the adverts, and victims in the rooms.",
    ],
  ])("SB-01 asks an editor about %s", (_, text) => expect(severitiesIn("SB-01", text)).toEqual(["hold"]));

  it.each([
    "Payday loans with no credit check, guaranteed approval and cash today are yours. The council looks on.",
    "Payday loans, no credit check, guaranteed approval, cash today. See https://cash.example. It is no dream.",
    "Escorts of our escort agency, call girls and nude photos from £90. The clinic is next door.",
  ])("SB-01 refuses an offer beside a word of reporting: %j", (text) => {
    expect(severitiesIn("SB-01", text)).toEqual(["reject"]);
  });

  it.each([
    ["SB-01", "The speaker said that they breed like rats, and demanded that Muslims leave.", 1],
    [
      "SB-01",
      "Bay Palace has a 100% matched first deposit up to £300, and players stake from five pence.",
      1,
    ],
    ["SB-01", "The tea ends diabetes in three weeks and shrinks tumours; users stop taking insulin.", 1],
    [
      "SB-01",
      "Members pay £50 to join and receive a share of what those they bring in pay, four levels deep.",
      1,
    ],
    ["SB-02", "The shop has everything from Glocks to an AK-47, and rounds by the case.", 1],
    ["SB-02", "The museum shows guns of 1853, a musket and a rifle among them.", 0],
    ["SB-01", "A raffle and a bingo night with a jackpot of £100 pay for the roof.", 0],
    [
      "SB-01",
      "A hospital study of a drug that shrinks tumours in mice goes on; patients keep taking insulin.",
      0,
    ],
    ["SB-01", "Jews and Muslims met for tea, and rats were seen at the shed.", 0],
    ["SB-01", "The club takes a first deposit of £20 for the trip to the casino museum.", 0],
  ])("%s sees plain words in %j", (rule, text, count) => {
    expect(severitiesIn(rule, text)).toEqual(count === 0 ? [] : ["hold"]);
  });

  it.each([
    ["The token lives on a blockchain.", ["hold"]],
    ["Visitors get a token for the cloakroom.", []],
    ["Hemp and cannabis grow behind the wall.", ["hold"]],
    ["Hunters trade rifles and ammunition.", ["hold"]],
    ["A pistol fired the start of the race.", []],
    ["It sets a price target and a buy rating.", ["hold"]],
    ["Cannabinoids are like a cannabinoid.", []],
  ])("SB-02 on %j", (text, severities) => expect(severitiesIn("SB-02", text)).toEqual(severities));

  it.each([
    ["a trading group", "Members copy trades from our signals group and may withdraw 100 USDT every Friday."],
    ["a way beside one offer", "The love of your life comes back: the spell caster is on WhatsApp."],
    [
      "a seller who is quoted",
      "“Do-follow links on blogs are yours for $90 apiece, and guest posts too,” said the owner.",
    ],
    [
      "an offer beside a word of reporting",
      "Our recovery experts get your bitcoin back to your wallet. The police have no such tools.",
    ],
    [
      "plain words and a way",
      "Forex and crypto from 100 USDT, arbitrage in your wallet: message her on Telegram.",
    ],
  ])("SB-08 asks an editor about %s", (_, text) => {
    expect(severitiesIn("SB-08", text)).toEqual(["hold"]);
  });

  it.each([
    [
      "the police",
      "Detectives warn of messages on Telegram.\n\nVictims were to copy trades of a signals group, sent 100 USDT and could never withdraw it.",
    ],
    [
      "a victim who is quoted",
      "The police tell of her case. “Message me, he wrote, our recovery experts get your bitcoin back to your wallet,” she said.",
    ],
    [
      "a council",
      "Officers say that “your parcel is on hold, confirm your card details” is no text of a carrier; report it.",
    ],
    [
      "a university",
      "Researchers counted firms that write your essay or sit the exam for you, and found 90 in a month.",
    ],
    ["a market", "Traders pay a deposit of £5 and follow the trading hours in a group on WhatsApp."],
    ["a play", "A psychic, a spell that goes wrong and a replica of a Rolex hold the comedy together."],
    ["a club", "No experience is needed, and students may sign up on WhatsApp."],
  ])("SB-08 leaves %s alone", (_, text) => expect(severitiesIn("SB-08", text)).toEqual([]));

  it("shows the passage that decided, as it was sent", () => {
    const [words] = wordsOf("SB-02", more("Members **pay with bitcoin or ethereum** at the gate."));
    expect(words).toBe("bitcoin or ethereum");
  });

  it("does not let a false declaration hide the language", () => {
    expect(judged("SB-02", { ...more("The token lives on a blockchain."), language: "de" })).toHaveLength(1);
  });

  it.each([
    ["The chair is a crook who embezzled the takings.", 1],
    ["The chair thanked the auditor.", 0],
    [
      "Noel Pike, 41, of Quay Lane, is guilty of criminal damage and is known in the village as a drug dealer.",
      1,
    ],
    ["Neighbours say that Noel Pike beat his girlfriend and burgled two sheds.", 1],
    ["The parish clerk, Ann Lowe, pocketed £9,000 of the fund and lied to the auditor.", 1],
    ["The snooker team pocketed the cup and beat Millbrook.", 0],
    ["The burglar alarm was tested; the play is about a drug scare.", 0],
  ])("SB-03 on %j", (text, count) => expect(severitiesIn("SB-03", text)).toHaveLength(count));

  it.each([
    ["Doomsday is near: hyperinflation and martial law.", 1],
    ["The play is called Doomsday.", 0],
  ])("SB-04 on %j", (text, count) => expect(severitiesIn("SB-04", text)).toHaveLength(count));

  it.each([
    ["Opinion: the Millbrook bridge must stay", 1],
    ["10 tips for a greener garden in Millbrook", 1],
    ["A guide to the hedges of Millbrook town", 1],
    ["Council publishes a guide to hedges in Millbrook", 0],
    ["10 gardens in Millbrook open their gates", 0],
  ])("SB-05 on %j", (headline, count) => expect(judged("SB-05", { headline })).toHaveLength(count));

  it("SB-05 knows a letter by its salutation", () => {
    expect(judged("SB-05", { body: `Dear readers,\n\n${goodBody}` })).toHaveLength(1);
  });

  it.each([
    ["2026-02-01T09:00:00.000Z", undefined, 1],
    ["2026-02-01T09:00:00.000Z", "2026-05-30T09:00:00.000Z", 0],
    ["2026-06-20T09:00:00.000Z", undefined, 0],
  ])("SB-06 on an event from %s to %s", (startsAt, endsAt, count) => {
    expect(judged("SB-06", { event: { startsAt, ...(endsAt && { endsAt }) } })).toHaveLength(count);
  });

  it.each([
    ["en", "What a load of bullshit.", 1],
    ["en", "The welfare office of Ho Chi Minh City.", 0],
    ["es", "Es una mierda de parque.", 1],
    ["de", "What a load of bullshit.", 0],
  ])("SB-07 in %s on %j", (detectedLanguage, text, count) => {
    expect(judged("SB-07", { ...more(text), language: null }, { detectedLanguage })).toHaveLength(count);
  });
});

describe("money, law and politics", () => {
  it.each([
    ["NASDAQ:SEEDLINGS", ["fix"]],
    ["HKEX:0700", []],
    ["NYSE:BRK.B", []],
    ["HKEX:SEED", ["fix"]],
  ])("FN-01 on %s", (ticker, severities) => {
    expect(severitiesOf("FN-01", { tickers: [ticker] })).toEqual(severities);
  });

  it.each([
    ["unverified", null, 1],
    ["unverified", "seed.example", 0],
    ["verified", null, 0],
  ] as const)("FN-02 of an organisation that is %s and has proven %s", (trust, verifiedDomain, count) => {
    const facts = { organization: { trust, verifiedDomain } };
    expect(judged("FN-02", { tickers: ["NASDAQ:SEED"] }, facts)).toHaveLength(count);
  });

  it.each([
    ["Seed Co. expects growth, plans to hire and forecasts a profit.", 1],
    [
      "Seed Co. expects growth, plans to hire and forecasts a profit.\n\nForward-looking statements are no promise.",
      0,
    ],
    ["Seed Co. plans to hire.", 0],
  ])("FN-04 on %j", (text, count) => {
    expect(judged("FN-04", { ...more(text), tickers: ["NASDAQ:SEED"] })).toHaveLength(count);
  });

  it.each([
    [true, false, 1],
    [true, true, 0],
    [false, false, 0],
  ])("FN-05 where market-sensitive is %j and embargoed %j", (marketSensitive, isEmbargoed, count) => {
    const facts = { organization: { marketSensitive }, isEmbargoed };
    expect(judged("FN-05", more("Seed Co. raises its dividend."), facts)).toHaveLength(count);
    expect(judged("FN-05", more("Seed Co. opens a shop."), facts)).toEqual([]);
  });

  it.each([
    ["Treasurer indicted and arrested in Millbrook", "He was charged with theft.", ["fix"]],
    [
      "Treasurer indicted and arrested in Millbrook",
      "It is No. 1:26-cv-00123 in the District Court.",
      ["hold"],
    ],
    ...["Dubbo Local Court", "Perth Sheriff Court", "Oxley magistrates"].map(
      (court): [string, string, string[]] => [
        "Treasurer arrested and charged with theft in Millbrook",
        `He will appear at ${court} in May.`,
        ["hold"],
      ],
    ),
    [
      "Society opens its new site in Millbrook",
      "The plaintiff and the defendant settled the lawsuit.",
      ["hold"],
    ],
    ["Society opens its new site in Millbrook", "The choir was sentenced to sing.", []],
    ["Photo prize jury gives its verdict in Millbrook", "The jury saw 300 pictures.", []],
    ["Millbrook players stage Trial by Jury", "A plaintiff sues; the jury and the defendant sing.", ["hold"]],
    ["Pupils find wolf guilty: defendant sentenced", "The mock trial had a jury and prosecutors.", ["hold"]],
    ["The smuggler convicted on Mill Green", "The museum shows how he was arrested in 1749.", ["hold"]],
    ["Society tells of a smuggler convicted in Millbrook", "He was arrested in 1749.", ["hold"]],
    ["Author reads of a man wrongly convicted", "In the thriller he is arrested twice.", ["hold"]],
    ["Two arrested after burglaries in Millbrook", "Both are alleged to have taken bicycles.", ["hold"]],
    [
      "Police name man over death in Millbrook",
      "He has been charged with murder and appeared before magistrates on Monday.",
      ["hold"],
    ],
    ["Chair sued in Millbrook, plaintiff says", "The lawsuit asks for £40,000.", ["fix"]],
  ])("LG-01 on %j with %j", (headline, text, severities) => {
    expect(severitiesOf("LG-01", { headline, ...more(text) })).toEqual(severities);
  });

  it.each([
    ["Paid for by friends of Ida Holm, candidate for mayor.", 1],
    ["The senator will vote for the bill in May.", 0],
  ])("PO-01 on %j", (text, count) => expect(severitiesIn("PO-01", text)).toHaveLength(count));

  it("CN-04 lets a company be listed twice under one symbol", () => {
    const change = { ...more("Seed Co. (TSX: SEED) (NASDAQ: SEED) came."), tickers: ["NASDAQ:SEED"] };
    expect(judged("CN-04", change)).toEqual([]);
  });
});

describe("text that sells", () => {
  it.each([
    ["Seeds from $3 with promo code GREEN; order now.", 1],
    ["“Order now, from $3, with promo code GREEN,” he joked, said the chair.", 0],
    ["Tickets cost $3.", 0],
  ])("BD-04 on %j", (text, count) => expect(severitiesIn("BD-04", text)).toHaveLength(count));

  it("BD-11 tells stuffing from a text about one thing", () => {
    expect(
      judged("BD-11", { body: "Buy garden sheds here: garden sheds are garden sheds. ".repeat(30) }),
    ).toHaveLength(1);
    expect(judged("BD-11", more("Allotment gardens are allotment gardens. ".repeat(3)))).toEqual([]);
  });

  it.each([
    ["LK-04", "See [best online casino](https://a.example).", 1],
    ["LK-04", "See [the society's programme](https://a.example) or https://buy.example.", 0],
    ["LK-05", "See https://a.example/cart?id=3 for it.", 1],
    ["LK-05", "See https://a.example/shopping-centre-plans for it.", 0],
    ["BD-13", "Research shows that 40% of gardens are dry.", 1],
    ["BD-13", "Research shows that 40% of gardens are dry, see https://a.example.", 0],
    ["MD-01", "![A shed](https://a.example/shed.png)", 1],
    ["CN-03", "It will open on 4 May 2025.", 1],
    ["CN-03", "It opened on 4 May 2025 and will open again on 4 May 2027.", 0],
  ])("%s on %j", (rule, text, count) => expect(judged(rule, more(text))).toHaveLength(count));

  it.each([
    ["Society grows in Q2 2026 in Millbrook", "In the second quarter of 2025 it shrank.", 1],
    ["Society grows in Q2 2026 in Millbrook", "In the second quarter of 2026 it grew, of 2025 not.", 0],
  ])("CN-03 on %j over %j", (headline, text, count) => {
    expect(judged("CN-03", { headline, ...more(text) })).toHaveLength(count);
  });

  it("CN-03 compares a typed dateline with the field", () => {
    const change = {
      body: `MILLBROOK, 1 June 2025 -- ${goodBody}`,
      dateline: { city: "Millbrook", date: "2026-06-01" },
    };
    expect(judged("CN-03", change)).toHaveLength(1);
  });
});

describe("who sends it", () => {
  it.each([
    ["press@allotments.example", 0],
    ["press@mail.allotments.example", 0],
    ["press@agency.example", 1],
  ])("CT-02 compares %s with the organisation's domains", (email, count) => {
    expect(judged("CT-02", { mediaContact: { ...goodCopy.mediaContact, email } })).toHaveLength(count);
  });

  it.each([
    ["Family of Arthur Pell", "Arthur Pell, coxswain for 22 years, dies aged 91", 0],
    ["The Family of the late Arthur Pell", "Arthur Pell, coxswain for 22 years, dies aged 91", 0],
    ["Family of Arthur Pell", "Lifeboat coxswain dies aged 91", 1],
    ["Pell Family of Brewers", "Arthur Pell, coxswain for 22 years, dies aged 91", 1],
  ])("HL-05 looks for whom %s writes of in %j", (name, headline, count) => {
    expect(judged("HL-05", { headline }, { organization: { name } })).toHaveLength(count);
  });

  it("HL-05 wants the issuer in headline, dek or lead", () => {
    const facts = { organization: { name: "Harbour Arts Trust" } };
    expect(judged("HL-05", {}, facts)).toHaveLength(1);
    expect(judged("HL-05", { dek: "Harbour Arts Trust lends a tent" }, facts)).toEqual([]);
  });

  it("HL-07 takes a single capital within the headline for a name's", () => {
    const severities = (headline: string) => severitiesOf("HL-07", { headline });
    expect(severities("Millbrook Clinic Joins the Love Your Liver Week")).toEqual(["warning"]);
    expect(severities("Love Your Garden With Our New Sheds")).toEqual(["fix", "fix"]);
  });
});
