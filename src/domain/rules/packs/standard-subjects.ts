/** The subjects of the standard pack that are not printed, or only by an editor. Data: to widen a list, add a term. Pure. */

const list = (text: string): string[] => text.split(",").map((term) => term.replace(/\s+/g, " ").trim());

/** Peoples and faiths that agitation names, and what it demands of them. */
const peoples = list(
  "muslims, jews, immigrants, migrants, foreigners, africans, arabs, roma, gypsies, blacks",
);
const told = (people: string): string[] =>
  list(
    "must leave, should leave, must go, should go, go home, to leave, are animals, are vermin, are criminals, breed",
  ).map((demand) => `${people} ${demand}`);

/** SB-01. `plain` is how abuse speaks that knows no jargon; it holds, and never refuses. What medical news says as well counts only beside an offer, so cures need far more terms without one. */
export const prohibited = {
  gambling: {
    from: 2,
    terms: list(
      `casino, casinos, online casino, slot, slots, slot games, betting, betting site, betting sites, sportsbook, sports betting, roulette, blackjack,
      baccarat, poker, jackpot, jackpots, wager, wagering, bookmaker, bookmakers, live dealer, igaming, bettors, odds, lottery results, gamblers, gambling`,
    ),
    offers: list(
      `free spins, no deposit bonus, deposit bonus, welcome bonus, casino bonus, bonus code, bet now, place your bets, place your bet, play and win, real money games,
      win real money, real-money slots, best online casino, best online casinos, best casino, top casinos, crypto casino, crypto casinos, no kyc casino, instant withdrawals,
      instant payouts, betting tips, sure bets, guaranteed wins, trusted online casino, wagering requirements, online slots, togel, judi online, slot gacor, slot online,
      casino not on gamstop, casinos not on gamstop, non gamstop casino, satta matka`,
    ),
    plain: list(
      `matched first deposit, matched deposit, first deposit, deposit match, stake from, stakes from, minimum stake, minimum bet, play for cash, cash prizes every spin, croupier, croupiers, gaming tables, live tables, fruit machines online, cash out your winnings,
      winnings paid, spins a day, punters`,
    ),
  },
  "sexual services": {
    from: 2,
    terms: list(
      `porn, porno, pornographic, xxx, erotic, erotica, escort, escorts, nude, nudes, naked, nsfw, onlyfans, webcam models, cam girls, sex chat, sex toys, sex toy, sex doll, sex dolls,
      adult content, adult entertainment, adult dating, hookup, hookups, hook up, fetish, bdsm, sugar daddy, sugar baby, strip club, sensual, orgasm`,
    ),
    offers: list(
      `escort service, escort services, escort agency, call girls, call girl, hot girls, hot singles, singles in your area, live sex, sex tonight, free porn, porn videos, sex videos,
      xxx videos, adult cams, live cams, sex cams, nude photos, nude videos, full service massage, erotic massage, happy ending massage, nuru massage, sex date, get laid, horny,
      local sluts, milf, milfs, mail order brides, sexy singles, barely legal`,
    ),
  },
  hate: {
    from: 2,
    terms: list(
      `white power, white pride, white supremacy, white genocide, race war, racial purity, racially pure, master race, ethnic cleansing, great replacement, subhuman, subhumans, vermin, inferior race,
      inferior races, mongrel, mongrels, race traitor, race traitors, degenerates, parasites, infidels, invaders, zionist conspiracy, jewish conspiracy, globalist jews, holocaust hoax,
      deport them all, heil hitler, sieg heil, untermenschen, race mixing, racial hygiene`,
    ),
    offers: list(
      `gas the jews, kill all, exterminate them, exterminate the, wipe them out, hang them all, death to all, race war now, white power, heil hitler, sieg heil, holocaust hoax, jews will not replace us,
      do not belong in this country, must be driven out, drive them out, cleanse our streets, cleanse our nation, send them all back, keep our race, protect our race, whites only, 14 words`,
    ),
    plain: [
      ...list(
        `breed like, breeding like, like rats, like cockroaches, like vermin, go back where they came from, go back to where they came from, back where they came from, send them back, send them home, taking over our, overrunning our,
        our own blood, our own race, pure blood, pollute our, mixed blood, inferior people, kick them out, throw them out of the country, keep our town white, keep britain white, keep england white, keep america white`,
      ),
      ...peoples.flatMap((people) => [`${people} out`, `${people} leave`, ...told(people)]),
    ],
  },
  threats: {
    from: 3,
    terms: list(
      `you will die, will be killed, will be shot, will burn, will pay with, with their lives, with their blood, blood will flow, will bleed, watch your back, we know where you live, we know where they live,
      we will find you, we will come for you, last warning, final warning, no mercy, will be hunted`,
    ),
    offers: list(
      `we will kill, i will kill, going to kill, we will bomb, will be hunted down, burn it down, burn them alive, we will shoot, pay with your life, pay with their lives, die like dogs,
      we know where you live, blood will flow, we will find you and`,
    ),
  },
  "get-rich-quick schemes": {
    from: 4,
    terms: list(
      `passive income, financial freedom, residual income, extra income, work from home, be your own boss, downline, upline, network marketing, multi-level marketing, mlm, home based business,
      ground floor opportunity, unlimited earning potential, unlimited income, weekly payouts, daily payouts, daily profit, daily profits, daily returns, high returns, double your, money making, money-making, online income, income opportunity,
      compensation plan, joining fee, millionaire, quit your job, proven system, financially free`,
    ),
    offers: list(
      `get rich, get rich quick, make money fast, make money online, easy money, fast cash, double your money, double your income, triple your money, earn extra cash, earn thousands, make thousands, make millions, earn from home,
      guaranteed income, guaranteed returns, guaranteed profit, guaranteed profits, guaranteed return, risk-free returns, risk free profit, no experience needed, no experience required, no selling required, no selling involved, pyramid scheme, ponzi,
      hyip, chain letter, money while you sleep, quit your day job, fire your boss, millionaire secrets, secret system, cash gifting, huge profits, instant profits, recruit three, recruit friends, recruit two`,
    ),
    plain: list(
      `to join and receive, to join and earn, pay to join, share of what those, those they bring in, those you bring in, people they bring in, people you bring in, friends they bring in, friends you bring in, everyone they recruit, everyone you recruit, everybody they recruit, each person they recruit,
      each person you recruit, their recruits, your recruits, recruits pay, levels deep, joins under, join under, below them in the chain, earn from every member, earns from every member, money back within weeks`,
    ),
  },
  "payday loans": {
    from: 4,
    terms: list(
      `payday loan, payday loans, payday lender, payday lenders, payday advance, cash advance, cash advances, title loan, title loans, short-term loan, short term loan, short term loans, bad credit, poor credit, credit check, loan approval,
      direct lender, direct lenders, cash loan, cash loans, installment loans, personal loans, quick loans, fast loans, borrow up to, unsecured loans, loan application`,
    ),
    offers: list(
      `no credit check, no credit checks, bad credit ok, bad credit accepted, guaranteed approval, instant approval, instant loan, instant loans, instant cash, same day cash, same day loans, same-day loans, cash in minutes, cash today, fast cash, get cash now,
      apply now and get, approved in minutes, approval in minutes, money in your account, loans for bad credit, no questions asked, all credit types, no paperwork`,
    ),
  },
  "illegal goods": {
    from: 5,
    terms: list(
      `counterfeit, replica, replicas, fake passport, fake id, forged, stolen, dark web, darknet, darknet market, cocaine, heroin, mdma, ecstasy pills, lsd, ketamine, crystal meth, methamphetamine, fentanyl, oxycodone, oxycontin, percocet, xanax, adderall, vicodin, hydrocodone, tramadol, valium,
      anabolic steroids, steroids, ivory, rhino horn, cloned cards, credit card dumps, fullz, ransomware as a service, pirated software, cracked software, magic mushrooms`,
    ),
    offers: list(
      `without prescription, no prescription, no prescription needed, no prescription required, without a prescription, buy xanax, buy oxycodone, buy adderall, buy tramadol, buy cocaine, buy weed online, buy steroids, buy fake, buy real passport, buy ssd chemical,
      replica watches, replica handbags, replica rolex, fake documents, fake diploma, fake diplomas, fake passports, counterfeit money, counterfeit notes, undetectable, discreet shipping, discreet packaging, discreet delivery, stolen credit cards, hire a hacker, hacker for hire,
      cheap viagra, generic viagra, generic cialis, cheap cialis, buy viagra, buy cialis, oem software`,
    ),
  },
  "miracle cures": {
    from: 30,
    terms: list(
      `miracle, miracle cure, cure, cures, cured, cancer, diabetes, arthritis, alzheimer's, autism, herpes, hiv, tumors, tumours, blindness, big pharma, doctors hate, toxins, detox, detoxify, ancient remedy, ancient secret, secret remedy, natural remedy, all-natural, all natural, home remedy, herbal remedy, herbal cure, colloidal silver,
      elixir, no side effects, side effects, reverse aging, anti-aging, melt fat, belly fat, fat burner, lose weight, weight loss, male enhancement, penis, erection, impotence, baldness, regrow hair`,
    ),
    offers: list(
      `miracle cure, miracle pill, miracle drug, miracle supplement, cures cancer, cure cancer, cure for cancer, cures diabetes, cure diabetes, reverses diabetes, reverse diabetes, cures all, cures every, cure every, cures any, cures autism, cure autism, cures arthritis, doctors hate, doctors don't want, they don't want you to know,
      big pharma doesn't want, lose weight fast, lose weight without, without diet or exercise, pounds in days, melt away fat, melts fat, 100% natural cure, guaranteed cure, permanent cure, cure in days, cured in days, no more insulin, throw away your, penis enlargement, enlarge your penis, male enhancement, last longer in bed, herbal viagra, drink bleach, miracle mineral`,
    ),
    plain: list(
      `ends diabetes, ends cancer, ends arthritis, ends asthma, ends dementia, heals diabetes, heals cancer, heals arthritis, beats diabetes, dissolves tumours, dissolves tumors, shrinks tumours, shrinks tumors, melts tumours, stop taking insulin, stopped taking insulin, stop their insulin, come off insulin, came off insulin, off insulin, no need for insulin,
      stop taking their tablets, stop taking your tablets, stop taking their medication, stop taking your medication, stop taking medicine, stop chemotherapy, instead of chemotherapy, no longer need a doctor, doctors hide, doctors will not tell`,
    ),
  },
};

/** SB-02. */
export const restricted = {
  cryptocurrency: list(
    `bitcoin, btc, ethereum, solana, dogecoin, xrp, litecoin, crypto, cryptos, cryptocurrency, cryptocurrencies, crypto-currency, altcoin, altcoins, memecoin, meme coin, memecoins, meme coins, stablecoin, stablecoins, blockchain, blockchains, web3, defi,
    decentralized finance, nft, nfts, non-fungible, token sale, token presale, presale, airdrop, tokenomics, utility token, governance token, native token, tokens, token, tokenized, tokenization, staking, yield farming, smart contract, smart contracts, digital asset, digital assets, dao, dapp, dapps, initial coin offering, ico,
    crypto wallet, crypto exchange, binance, coinbase, metaverse, mainnet, testnet, on-chain, layer 2, decentralized exchange, dex, bnb, hashrate, hash rate, coinmarketcap, coingecko`,
  ),
  "cannabis or CBD": list(
    `cannabis, marijuana, cbd, thc, cannabidiol, cannabinoid, cannabinoids, hemp, hemp-derived, dispensary, dispensaries, delta-8, delta 8, delta-9, delta 9, kratom, kush, edibles, psilocybin, psychedelic, psychedelics, mdma-assisted, weed, cannabis-infused, budtender, pre-rolls`,
  ),
  weapons: list(
    `glock, glocks, ak-47, ak-47s, ak47, ak47s, ar-15s, rounds by the case, rounds by the box, hollow point, hollow points, sidearm, sidearms, firearm, firearms, handgun, handguns, rifle, rifles, shotgun, shotguns, pistol, pistols, ammunition, ammo, ar-15, semi-automatic, gun shop, gun show, gun store, gunsmith, silencer, silencers, suppressor, suppressors, concealed carry, body armor, tactical gear, stun gun, tasers, magazine capacity, holster, holsters, crossbow, crossbows, hunting rifle`,
  ),
  "dietary supplements": list(
    `dietary supplement, dietary supplements, nutritional supplement, nutritional supplements, food supplement, health supplement, supplement brand, supplement company, nutraceutical, nutraceuticals, weight loss supplement, weight-loss supplement, fat burner, testosterone booster, pre-workout, collagen peptides, nootropic, nootropics,
    probiotic supplement, gummies, immune booster, appetite suppressant, detox tea, capsules per day, metabolism booster, these statements have not been evaluated, not intended to diagnose`,
  ),
  "debt repair": list(
    `debt relief, debt settlement, debt consolidation, debt consolidation loan, credit repair, credit counseling, debt management plan, eliminate debt, get out of debt, debt free, tax relief, tax debt, loan modification, student loan forgiveness, bankruptcy attorney, timeshare cancellation, timeshare exit, improve your credit score, fix your credit`,
  ),
  "stock tips": list(
    `penny stock, penny stocks, stock alert, stock pick, stock picks, hot stock, hot stocks, stock to watch, stocks to watch, stock to buy, stocks to buy, buy alert, buy rating, strong buy, price target, undervalued stock, small-cap stock, investor alert newsletter, stock newsletter, trading signals, trade alerts, forex signals, day trading course, forex trading,
    copy trading, binary options, signals group, multibagger, 10x potential, 100x potential, explosive growth stock, microcap, micro-cap`,
  ),
  "adult health": list(
    `erectile dysfunction, male enhancement, libido, sexual wellness, sexual health products, sexual performance, sex toy, sex toys, penis, penile, vaginal rejuvenation, viagra, cialis, sildenafil, tadalafil, impotence, sex drive, intimacy products, lubricant gel, erections, erection`,
  ),
  "religious healing": list(
    `faith healing, faith healer, miracle healing, healing crusade, miracle crusade, healed by prayer, healing prayer, prophetic healing, divine healing, laying on of hands, spiritual healer, spiritual healing, spell caster, love spell, love spells, black magic removal, vashikaran, voodoo, psychic reading, psychic readings, exorcism, deliverance ministry, healed of cancer, miracles will happen`,
  ),
};

/**
 * SB-01: the words of those who warn of an offer, seize it or treat its victims. One of them asks for a plain sign of an
 * offer, several say that nobody offers anything here.
 */
export const reporting = list(
  `warn, warns, warned, warning, warnings, beware, police, officers, detectives, seized, seizes, seizure, raid, raided, arrested, customs, trading standards, watchdog, regulator, council, councillor, councillors, ministry, prosecutor, prosecutors, court, convicted, jailed, crackdown, cracks down, banned, ban, bans, illegal, illegally, outlawed, counterfeits,
  fraud, scam, scams, scammers, fraudsters, rogue, loan shark, loan sharks, victim, victims, trafficking, trafficked, exploitation, exploited, modern slavery, charity, hospital, clinic, clinics, patients, nurses, treatment, treats, therapy, recovery, addiction, addicted, addicts, helpline, support group, support groups, counselling, rehab,
  harm, harms, misleading, false claims, flyer, flyers, leaflet, leaflets, ignore, be wary, promised, lured, graffiti, rally, march against, protest, protests, vigil, condemn, condemns, condemned, daubed, extremism, racism, racist, antisemitism, hate crime, hate crimes, campaign against, research, researchers, study, trial, scientists, university, laboratory, vaccine`,
);

/** SB-01: what denies an offer in its own sentence. */
export const denials = list(
  "no such, is no, not a, far off, does not, do not, did not, cannot, never, myth, myths",
);
