/** The lists of the standard pack that one rule each goes by. Data: to widen a list, add a term. Pure. */

const list = (text: string): string[] => text.split(",").map((term) => term.replace(/\s+/g, " ").trim());

/** FN-04. */
export const aboutTheFuture = list(
  `expects, anticipates, believes that, intends to, is expected to, are expected to, expected to generate, projected to, projects that, forecasts, plans to, on track to, estimates that, expects to, anticipates that, full-year guidance, revenue guidance, could result in`,
);
export const safeHarbour = list(
  `forward-looking, forward looking, forward-looking statement, forward-looking statements, forward looking statements, forward-looking information, safe harbor, safe harbour, cautionary statement, cautionary note, private securities litigation reform act,
  actual results may differ, actual results could differ, disclaimers, disclaimer`,
);

/** FN-05. */
export const priceMovers = list(
  `quarterly results, first quarter results, second quarter results, third quarter results, fourth quarter results, half-year results, full-year results, annual results, financial results, interim results, trading update, trading statement, earnings per share, earnings call, net income, operating profit, pre-tax profit, profit warning,
  guidance, dividend, share buyback, share repurchase, buyback, stock split, reverse split, public offering, private placement, rights issue, share placing, registered direct offering, convertible notes, initial public offering, to acquire, acquires, acquisition of, agreed to buy, definitive agreement, merger, to merge,
  takeover, tender offer, to be acquired, divestiture, spin-off, delisting, chapter 11, bankruptcy, insolvency, going concern, fda approval, phase 3, phase iii, topline results, top-line results, steps down as chief executive, new chief executive, appoints chief executive, chief financial officer`,
);

/** LG-01: what says that a case has come before a court. */
const proceedings = list(
  `lawsuit, lawsuits, class action, class action lawsuit, securities class action, sues, sued, filed suit, filed a complaint, files complaint, plaintiff, plaintiffs, defendant, defendants, indicted, indictment, arraigned, charged with, pleaded guilty, pleaded not guilty, pled guilty, convicted, sentenced, found guilty,
  complaint alleges, settlement agreement, restraining order, lead plaintiff, guilty verdict, jury found, jury convicted, before magistrates, appeared before magistrates, appeared in court, remanded in custody, stood trial, jailed for`,
);
/** LG-01: what says so of a crime beside it. */
const courtMatters = list(
  `arrested, summary judgment, jury trial, jury verdict, alleges, alleged, alleging, allegedly, wrongful death, racketeering, embezzlement, securities fraud, wire fraud, money laundering, prosecutors, sex offender, released on bail, charged with murder, charged with rape, charged with manslaughter, accused of murder, accused of rape`,
);
/** LG-01: where a trial is played, shown or told, which no docket has. */
const courtStories = list(
  `mock trial, moot court, moot, trial by jury, thriller, novel, novels, novelist, crime fiction, true crime, detective story, whodunnit, murder mystery, playwright, operetta, comic opera, screenplay, box office, museum, exhibition, re-enactment, historian, historians, history society, local history`,
);
const courts = list(
  `district court, superior court, supreme court, circuit court, court of appeal, court of appeals, bankruptcy court, chancery court, court of chancery, high court, crown court, magistrates court, magistrates' court, county court, federal court, state court, family court,
  local court, sheriff court, youth court, magistrates, international trade commission, court of justice, court of common pleas, tribunal`,
);

/** LG-01. */
export const atLaw = { terms: courtMatters, proceedings, stories: courtStories, courts };

/** PO-01. */
export const electioneering = list(
  `paid for by, candidate for, candidates for, candidacy, running for congress, running for office, running for mayor, running for senate, running for governor, for president 2028, re-election campaign, reelection campaign, seeking re-election, seeking reelection, campaign trail, campaign committee,
  campaign manager, campaign rally, vote for, vote yes, vote no, cast your ballot, your vote, ballot measure, ballot initiative, ballot question, primary election, general election, polling place, swing voters, political action committee, super pac, political party, party nomination, nominee for, campaign donations,
  campaign contributions, grassroots campaign, volunteers are knocking, canvassing, stump speech, endorsed by, endorses, opponent, incumbent`,
);

/** SB-03. */
export const accusations = list(
  `fraudster, fraudsters, scammer, scammers, scam artist, con artist, con man, crook, crooks, liar, liars, thief, thieves, cover-up, covered up, coverup, embezzled, stole from, bribed, bribes, bribery, extortion, extorted, blackmail, blackmailed, predator, pedophile, rapist, abuser, sexually assaulted, molested, criminal enterprise, unmasked, defrauded, ripped off, swindled, tax evasion, tax evader, kickbacks, deadbeat, conspired, fake charity, perjury, laundered,
  is guilty of, are guilty of, drug dealer, drug dealers, drug pusher, paedophile, paedophiles, child molester, sex pest, wife beater, beat his wife, beat his girlfriend, beat his partner, beat his children, beat her husband, beat her children, hits his wife, hits his children, pocketed, lied to, lied under oath, stole money, stealing from, steals from, helped himself to,
  helped herself to, cooked the books, fiddled the books, fiddled his expenses, fiddled her expenses, siphoned off, misappropriated, embezzler, swindler, cheated on, cheated the, conned, con men, backhander, backhanders, took bribes, on the take, burgled, burglar, groped, committed arson, arsonist, murderer`,
);

/** SB-04. */
export const alarms = list(
  `imminent collapse, economic collapse, financial collapse, market collapse, collapse of the dollar, dollar collapse, imminent attack, terror attack is, attack is coming, imminent war, world war iii, world war 3, civil war is, nuclear war, doomsday, end times, end of the world, apocalypse, apocalyptic, armageddon, judgment day,
  second coming, prophecy, prophecies, prophesied, martial law, mass extinction event, food shortages, stock up now, stockpile, before it's too late, before it is too late, catastrophe is coming, disaster is coming, is about to collapse, will collapse, mass panic, great reset, survival food, preppers, megaquake, killer asteroid, grid down, blackouts are coming,
  economic armageddon, banking collapse, hyperinflation, societal collapse, brace for, catastrophic, millions will die, will wipe out, are not prepared`,
);

/** BD-04. */
export const coupons = list(
  `coupon, coupons, coupon code, promo code, promotional code, discount code, voucher code, use code, with code, enter code, use the code, free shipping, free gift, free trial, buy one get one, buy one, bogo, special offer, special offers, limited-time offer, limited time offer, exclusive offer, exclusive discount, introductory offer, introductory price, early bird price,
  early-bird discount, early bird discount, flash sale, clearance sale, money-back guarantee, money back guarantee, lowest price, lowest prices, best price, best prices, half price, half off, unbeatable price, unbeatable prices, satisfaction guaranteed, great deals, special discount, black friday deals, while supplies last, while stocks last, offer ends, offer expires`,
);
export const callsToBuy = list(
  `buy now, buy today, buy yours, order now, order today, order yours, order online, shop now, shop online, shop today, book now, book today, book your, call now, call today, call us, click here, click below, act now, act fast, sign up now, sign up today, register now, register today, get yours, get your, get started today, grab yours, claim your, reserve your, don't miss, don't miss out,
  don't wait, hurry, pre-order now, pre-order today, subscribe now, subscribe today, download now, join now, join today, try it today, try it now, schedule your, contact us today, visit us today, visit our website today, visit our store, enroll now, enroll today, purchase yours, treat yourself, start your free trial, apply now, invest now, limited spots, limited availability`,
);

/** LK-04. */
export const boughtAnchors = list(
  `best, cheap, cheapest, affordable, buy, online casino, casino, casinos, slots, betting, gambling, loan, loans, payday, mortgage, insurance quotes, car insurance, seo, seo services, backlinks, web design services, near me, for sale, discount, discounts, discounted, coupon, coupons, deals, promo code, price, prices, free trial, top-rated, top rated, escort, escorts, viagra, cialis,
  weight loss pills, essay writing, essay writing service, personal injury lawyer, personal injury attorney, car accident lawyer, rehab centers, replica, wholesale, supplier, suppliers, manufacturer, manufacturers, low cost, hire`,
);

/** BD-13. */
export const studyClaims = list(
  `studies show, studies have shown, studies suggest, studies indicate, a study shows, a recent study, recent studies, a new study, one study, research shows, research has shown, research suggests, research indicates, recent research, surveys show, a survey shows, a recent survey, recent surveys, polls show, a recent poll, statistics show, data shows, data show, experts say, experts estimate,
  experts predict, analysts say, analysts predict, analysts expect, a recent report, recent reports, reports show, industry reports, it is estimated that, it has been shown, according to studies, according to research, according to statistics, according to experts, according to analysts, according to a study, according to a survey, according to a report, according to recent`,
);

/** SB-07: what the kept list is less sure of, and yet no release means otherwise. */
export const swearWords = list(
  `shit, shits, shitting, bitching, bastard, bastards, fuckers, motherfuckers, arseholes, assholes, cunts, wankers, dickheads, twats`,
);

/** SB-07: words of the kept list that releases use in another sense. */
export const innocentWords = list(
  `ho, welfare, gables, gable, fu, orga, nookie, willie, tang, dong, vibr, pric, carruth, spit, tinker, tinkers, slave, slaves, slavery, negro, hobo, cooly, smut, bong, reefer, gora, cocky, gringos, asses`,
);
