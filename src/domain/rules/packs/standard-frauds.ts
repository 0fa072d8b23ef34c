/** What the standard pack knows of the frauds and black markets of the day. Data: to widen a list, add a term. Pure. */

const list = (text: string): string[] => text.split(",").map((term) => term.replace(/\s+/g, " ").trim());

/** SB-08. `offers` says only who offers the thing; `terms` are its subject, which others have as well. */
export const frauds = {
  "trading groups and mentors": {
    offers: list(
      `copy our trades, copy her trades, copy his trades, copy our signals, signals channel, signals group, vip signals, investment group on telegram, investment group on whatsapp, trading group on whatsapp, trading group on telegram, account manager who trades, trading mentor, trades on your behalf, trade on your behalf, manages your account, manages the account for you, manage your trading account, trades for you,
      guaranteed daily profit, daily profits, percent daily, profit every day, profits every day, profit every week, profits every week, weekly profit, weekly profits, withdraw your profit, withdraw your profits, withdrew my profit, withdrew my profits, win rate of, double your account, doubles your account, grow your account, without any stress, prop firm challenge, pass your challenge, zero drawdown, trading robot, trading bot,
      trading software that, capital is guaranteed, your capital is safe, contact the admin, message the admin, write to the admin, liquidity mining`,
    ),
    terms: list(
      `usdt, bitcoin, ethereum, crypto, forex, binary options, trading signals, wallet, arbitrage, mt4, mt5, metatrader, copy trading, withdrew, 1000 usdt, 500 usdt, 200 usdt, 100 usdt, trades, trading`,
    ),
  },
  "recovery of lost coins": {
    offers: list(
      `crypto recovery, bitcoin recovery, usdt recovery, scam recovery, recovery expert, recovery experts, recovery agent, recovery agents, recovery hacker, recover your bitcoin, recover your stolen, recover your lost bitcoin, recover your lost crypto, recover your crypto, recover lost crypto, recover lost bitcoin, recover stolen crypto, recover stolen bitcoin, recover scammed, get your money back from, get your bitcoin back, get your crypto back, get back your stolen, get back your lost, return your coins,
      recovered my, recovered all my, recovered everything, got my bitcoin back, got my money back, certified hackers, certified ethical hacker, seed phrase, recovery phrase, recovery words, send us your transaction, trace your stolen, traces stolen`,
    ),
    terms: list(
      `stolen coins, stolen bitcoin, lost bitcoin, bitcoin, usdt, coins, crypto, wallet, wallets, blockchain, scammed, hackers, fake broker, fake brokers, fake exchange, fake exchanges, lost funds, funds`,
    ),
  },
  "gift cards and prizes": {
    offers: list(
      `gift card is waiting, you have been selected to receive, have been selected to receive, have been chosen to receive, has been reserved for you, is reserved in your name, claim your gift card, claim your reward, claim your prize, claim your voucher, complete a short survey, answer a short survey, pay only shipping, pay only the shipping, pay only the delivery, sell your gift cards, buy your gift cards, we buy gift cards, buys gift cards, gift cards for bitcoin,
      redeem gift cards for, picture of the code, scratch off the code, scratch the card, send the code, send the codes, you have won, winner of the powerball, i am donating, donating to random, cash app flip, cash app flips, money flip, blank atm card, blank atm cards, cloned atm cards, clone cards, cloned cards, bank logs, fullz, dumps with pin, claim the donation, release the funds`,
    ),
    terms: list(
      `gift card, gift cards, giveaway, steam, itunes, lottery, powerball, jackpot, beneficiary, atm card, atm cards, cash app, paypal, random people, claim, identity card, attorney`,
    ),
  },
  "false notices and free coins": {
    offers: list(
      `take control of your computer, remote access to your computer, your parcel is held, your parcel is on hold, your package is held, your package is on hold, your package could not, your parcel could not, fee for redelivery, pay for redelivery, unpaid customs fee, account has been limited, account has been suspended, account will be suspended, account will be closed, verify your wallet, verify your identity within, confirm your card, confirm your card details, enter your card details, enter the card, unlock your wallet, locked out of your wallet,
      connect your wallet, claim your airdrop, claim your free airdrop, claim your tokens, send bitcoin and receive, send eth and receive, get double back, receive double, next big meme coin, presale is live, lost wallets at`,
    ),
    terms: list(
      `anydesk, teamviewer, coinbase, metamask, ledger, quickbooks, redelivery, airdrop, presale, whitelist, 100x, parcel, depot, expiry date, refund, snapshot, wallet, toll-free`,
    ),
  },
  "remedies and medicines": {
    offers: list(
      `cbd gummies, hemp gummies, keto gummies, full-spectrum gummies, risk-free bottle, lose weight without, melts belly fat, burns fat while, lowers blood sugar, lower your blood sugar, reverse your diabetes, free of side effects, no side effects, male enhancer, male enhancement, stay hard, hard for hours, last longer in bed, satisfy your wife, satisfy your woman,
      no prescription needed, no prescription required, without a prescription, without prescription, no script, no doctor needed, no doctor visit, plain envelope, plain packaging, discreet packaging, discreet delivery, cash on delivery accepted, order by whatsapp, order on whatsapp`,
    ),
    terms: list(
      `cbd, thc, gummies, hemp extract, hemp oil, erection, erections, testosterone, semaglutide, tirzepatide, retatrutide, ozempic, mounjaro, tramadol, zopiclone, pregabalin, diazepam, xanax, modafinil, peptides, steroids, weight loss, slimming pens, keto, dispensary, herbal drops, no prescription, sleeping tablets, painkillers, privacy`,
    ),
  },
  "spells and curses": {
    offers: list(
      `love spell caster, powerful love spell, powerful spell, spell caster, spellcaster, bring back your ex, brings back your ex, brings back lost love, bring back lost lovers, get your ex back, get back your ex, came back begging, black magic removal, removes black magic, remove black magic, removes curses, lifts curses, lifting of curses, remove the evil eye, removes evil eye, lottery spell, vashikaran, herbal cure for, join the illuminati, voodoo priest, psychic reading, restore your marriage, restored my marriage`,
    ),
    terms: list(
      `spell, spells, rituals, traditional healer, spiritual healer, ancestors, psychic, seer, curses, charms, evil eye, black magic, ex lover, lost lover, court cases, herbs`,
    ),
  },
  "copies and forged papers": {
    offers: list(
      `superclone, super clone, super clones, superclones, 1:1 replica, 1:1 clone, aaa replica, mirror quality, replica watches, replica bags, best reps, best batch, factory reps, real and fake passports, real and fake documents, buy real passports, registered passports, registered passport, registered in the government system, in the government system, registered in the database, novelty documents, buy a diploma, buy diplomas, fake diplomas, genuine diploma, verifiable diploma, diploma from the university of your choice,
      degree without exams, degree without study, ielts without exam, certificate without exam, certificate without sitting, counterfeit notes, counterfeit money, undetectable`,
    ),
    terms: list(
      `replica, replicas, reps, rolex, submariner, birkin, hermes, louis vuitton, gucci, yeezys, jordans, swiss movement, swiss eta, yupoo, passport, passports, driving licences, driver's licenses, residence permits, visas, ielts, toefl, diploma, transcripts, id cards, vaccination cards, serial numbers, official database`,
    ),
  },
  "essays to order": {
    offers: list(
      `write my essay, write your essay, write your dissertation, write your thesis, essay writing service, essay writing services, dissertation writing service, pay someone to write, pay someone to do, pay someone to take, take your online class, take your online classes, we take your exam, take your online exam, sit your exam, sit the exam for you, sit the test for you, sit the proctored exam, do my homework, we do your homework, do your assignments, plagiarism-free papers, undetectable by ai, pass turnitin, passes turnitin, pass ai detectors,
      grade is guaranteed, guaranteed grade, top grade is promised, your professor will never, your university will never, term papers for sale`,
    ),
    terms: list(
      `essay, essays, dissertation, thesis, coursework, term papers, assignments, turnitin, ai checkers, plagiarism, proctored, native writers, online class, online classes, online exam, per page, refund`,
    ),
  },
  "bought links and followers": {
    offers: list(
      `buy backlinks, high da, do-follow link, do-follow links, dofollow link, dofollow links, guest post on, guest posts on, guest posting service, link insertion, niche edits, pbn links, pbn posts, no sponsored tag, no sponsored label, casino links, first page of google guaranteed, rank first on google, number one on google, white label seo, free seo audit, seo package, seo packages, visited your website, your best price for, buy followers, buy instagram followers, instagram followers for, tiktok followers for, real followers, real-looking followers, smm panel,
      verified badges, blue badge, five-star google reviews, buy five star reviews, buy reviews, buy google reviews, buy trustpilot, we write reviews, delete negative reviews, remove negative reviews, aged accounts, aged gmail, no password asked, no password needed`,
    ),
    terms: list(
      `backlinks, guest posts, guest post, seo, pbn, domain authority, link building, keyword, rankings, followers, likes, subscribers, tiktok, trustpilot, resellers, spotify plays, niche, instagram, permanent post, your website, your url`,
    ),
  },
  "paid company": {
    offers: list(
      `escort agency, call girls, call girl, independent escorts, companion for the night, companions are waiting, incall, outcall, gfe, girls at your hotel, ladies at your hotel, happy ending included, sugar mummy, sugar mommy, sugar baby, sugar babies, weekly allowance, lonely women near you, lonely wives, russian brides, ukrainian brides, women want to meet you, ladies want to meet you, secret affairs, discreet affairs, adult cams, live cams, my private videos`,
    ),
    terms: list(
      `escorts, companions, ladies, girls, women, blonde, discretion, discreet, sugar daddy, hookups, dating, webcam, lonely, allowance, marriage, cash app, paypal`,
    ),
  },
  "casinos and certain bets": {
    offers: list(
      `bonus code, casino bonus, first deposit bonus, your first deposit, free spins, no deposit bonus, no verification casino, no kyc, without verification, not on gamstop, outside of gamstop, crypto withdrawals, instant withdrawals, mirror link, working mirror, sure fixed matches, fixed matches, fixed match, sure odds, correct score tips, vip slips, vip tips, sure bets, guaranteed wins`,
    ),
    terms: list(
      `casino, slots, spins, baccarat, plinko, live dealer, jackpot, betting, odds, tipster, wager, withdrawals, promo code, first deposit, insiders, refund`,
    ),
  },
  "work that pays for itself": {
    offers: list(
      `data entry from home, typing from home, typing at home, liking videos, rating hotels, rating products, optimize orders, optimise orders, combination order, combination orders, recharge your account, recharge the account, unlock the next set, no interview needed, no interview required, hiring on telegram, hired on telegram, hiring manager on telegram, hiring manager on whatsapp, check to buy your, cheque to buy your, approved vendor, payment agent, payment processing agent, reshipping, mystery shoppers needed, stuff envelopes at home, daily salary in`,
    ),
    terms: list(
      `work from home, copy and paste, typing, typists, data entry, paid tasks, usdt, zelle, cash app, recruiter, no experience, no interview, commission, our vendor, part-time job`,
    ),
  },
  "loans from strangers": {
    offers: list(
      `urgent loan, genuine loan, legit loan, loan lender, god-fearing, god fearing, i received my loan, i got my loan, got my loan, loan without collateral and, loans to all, borrow from us, bad credit is no problem, blacklisted or bankrupt, credit repair hacker, delete your debts, fill in the loan form, loan form, processing fee before, fee releases the loan`,
    ),
    terms: list(
      `loan, loans, lender, borrow, collateral, guarantor, interest, repayment, credit check, bad credit, bad record, amount needed, duration`,
    ),
  },
  "hackers for hire": {
    offers: list(
      `hire a hacker, hacker for hire, hackers for hire, professional hacker, phone hacker, hack any phone, clone whatsapp, hack whatsapp, read deleted messages, see deleted messages, cheating spouse, without touching the phone, the owner never knows, change university grades, change your grades, clear criminal records, erase criminal records, delete criminal records, proof before payment`,
    ),
    terms: list(
      `hack, hacker, hackers, spouse, icloud, passwords, deleted messages, criminal records, credit scores, school grades, university grades, phone monitoring`,
    ),
  },
  "unlicensed channels and keys": {
    offers: list(
      `iptv subscription, iptv subscriptions, iptv panel, reseller panel, loaded firestick, fully loaded box, fully loaded boxes, jailbroken firestick, anti-freeze, without buffering, no buffering, lifetime key, lifetime keys, cracked software, with crack, netflix accounts, accounts with warranty, channels for free`,
    ),
    terms: list(
      `iptv, firestick, live channels, pay-per-view, premier league, films on demand, smart tv, resellers, windows 11, office 2024, office 365, adobe, autocad, netflix, spotify, cracked, lifetime, preactivated`,
    ),
  },
};

/** SB-08: how whoever offers such a thing wants to be reached and paid; beside an offer it counts as a term. */
export const waysToReach = list(
  `whatsapp, telegram, viber, wechat, icq, hangouts, google chat, yahoo messenger, dm, direct message, text him, text her, text me, message her, message him, message me, contact him, contact her, contact me, hit me up, inbox me, add me, add him, add her, link in our bio, link in bio, t me, protonmail, anydesk, cash app, in crypto, in bitcoin, in usdt, paypal friends`,
);

/** SB-08: the words of those who warn of such an offer, seize it or try it in court. */
export const alerting = list(
  `warn, warns, warned, warning, warnings, beware, be wary, police, officers, detectives, trading standards, action fraud, fraud, frauds, fraudulent, watchdog, regulator, regulators, ombudsman, citizens advice, council, councillor, councillors, ministry, prosecutor, prosecutors, court, convicted, jailed, sentenced, pleaded guilty, seized, seizes, seizure, raided, arrested, crackdown, bogus, swindle, phishing, impersonate, impersonating, posing as, falsely, report it, reported to,
  was told, were told, had been told, victim support, charity, patients, clinic, researchers, stalkerware, malware, fell for`,
);

/** SB-08: what a warning says of the offer in its own sentence. */
export const cautions = list(
  `would never, will never ask, never ask, never asks, no honest, no genuine, no bank, no tax office, do not reply, do not click, do not pay, do not send, is a scam, are scams, is a fraud, are fakes`,
);
