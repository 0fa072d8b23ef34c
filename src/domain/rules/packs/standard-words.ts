/** The word lists of the standard pack. Data: to widen a list, add a word. Pure. */

import type { Words } from "../reading/word-lists.ts";

const list = (text: string): string[] => text.split(",").map((phrase) => phrase.replace(/\s+/g, " ").trim());

export const standardWords: Words = {
  acronyms: list(
    `AARP, ABA, ABC, ACT, ADA, AID, AIDS, AMA, API, ARM, ART, ASAP, ASIC, ATM, AWS, BBC, BID, BMW, BSE, CARE, CBD, CBS,
    CDC, CEO, CES, CFO, CIO, CISO, CMO, CNN, COO, COP, COVID, CPA, CRM, CTO, CVS, DJ, DIY, DNA, DVD, EBITDA, EPA, ERP,
    ESG, ESPN, ETF, EPS, FAA, FAQ, FBI, FCC, FDA, FDIC, FEMA, FIFA, FTC, FTSE, GAAP, GDP, GDPR, GPS, GPT, HIPAA, HIV,
    HOA, HOPE, HVAC, IBM, ICE, ICO, IEEE, IPO, IRA, IRS, ISO, ITV, JSE, KKR, LED, LEED, LEGO, LGBT, LLC, LLP, LPGA, LTD,
    MBA, MIT, MLB, MLS, MMA, MRI, NASA, NASCAR, NASDAQ, NATO, NBA, NBC, NCAA, NFL, NFT, NGO, NHL, NHS, NOW, NPR, NSA,
    NYPD, NYSE, OBE, OPEC, OSHA, OTC, OTCQB, OTCQX, PBS, PGA, PHD, PPE, PTA, RAF, RSPCA, RSVP, SAFE, SAT, SEC, SEO, SMS,
    STAR, STEM, STEAM, SUV, SWAT, TED, TEDX, TSA, TSX, UAE, UEFA, UFC, UNESCO, UNICEF, USA, USB, USDA, USPS, VAT, VIP,
    VPN, WHO, WNBA, WWE, XRP, YMCA, YWCA`,
  ),
  shouted: list(
    `absolutely, act, always, amazing, any, anyone, attention, awesome, best, big, bonus, breaking, brilliant, buy, cash, cheap, click, completely, deal, deals, definitely, easy, ever,
    every, everybody, everyone, everything, everywhere, exclusive, extremely, fantastic, fast, finally, forever, free, guarantee, guaranteed, hottest, huge, hurry, incredible, instant, instantly, last, limited,
    literally, massive, miracle, money, must, need, never, new, nobody, none, not, nothing, now, offer, only, order, perfect, profit, profits, really, sale, save, secret, shocking,
    special, stop, thousands, today, tonight, tomorrow, totally, truly, unbelievable, urgent, very, win, winner, wonderful, wow, yours`,
  ),
  namesWithMark: list(
    "Yahoo!, Jeopardy!, Mamma Mia!, Oklahoma!, Oliver!, Yum!, Bravo!, Joomla!, Moulin Rouge!, OK!",
  ),
  namesWithPronoun: list(
    `our lady, our lord, our saviour, our savior, our father, toys r us, bring your child to work day, bring your own,
    take our daughters and sons to work, take your child to work, know your rights, me too, i love new york, as you like it,
    my chemical romance, my little pony, my fair lady, you and i, u and i, so you think you can dance, do it yourself, us weekly,
    we the people, in god we trust, thank you note, thank you day, may we all, who do you think you are, you tube, about us, contact us`,
  ),
  selling: list(
    `best, best price, best prices, lowest price, lowest prices, cheap, cheapest, bargain, guaranteed, guarantee, free,
    free trial, free gift, buy now, order now, order today, shop now, act now, on sale, sale, clearance, discount,
    discounts, discounted, % off, special offer, limited offer, limited time, limited-time, make money, earn money,
    extra income, extra cash, easy money, fast cash, money-back, money back, risk-free, risk free, no risk, no obligation,
    cash bonus, save big, unbeatable, hot deal, hot deals, best deal, best deals, promo code, coupon, miracle cure, once in a lifetime,
    work from home, click here, win big, no credit check, lowest rates, 100% free, act fast, while supplies last`,
  ),
  sellingExceptions: list(
    `best buy, best buys, named best, named the best, wins best, won best, takes best, voted best, best supporting, best use, best practice, best practices, best of, best in show, best known, best-known, best-selling, best selling, best actor,
    best actress, best picture, best interests, best western, personal best, best places, best companies, best lawyers,
    best workplace, best workplaces, best doctors, best hospitals, best schools, best new, at best, best time,
    free admission, free entry, free concert, free concerts, free event, free events, free workshop, free workshops, free clinic,
    free clinics, free class, free classes, free community, free public, free family, free health, free lunch, free lunches,
    free meals, free webinar, free summer, free outdoor, free and open, free press, free speech, free trade, free agent,
    free agents, free agency, free kick, free state, free market, free markets, free church, free school, free library,
    free software, free cash flow, free tuition, free college, free legal, free tax, free fire, free vaccinations, free parking, free bus,
    free flu, free screening, free screenings, free museum, free online, free training, free to, set free, break free, breaks free, sets free, go free,
    goes free, drug free, smoke free, tax free, duty free, gluten free, cruelty free, book sale, bake sale, plant sale,
    yard sale, jumble sale, garage sale, rummage sale, charity sale, sale of, sale to, asset sale, land sale, for sale of, completes sale,
    announces sale, closes sale, ticket sale, loan guarantee, discount rate, discount window`,
  ),
  // A space stands for a hyphen too; a hyphen stands where the words apart mean something else ("must have").
  hype: list(
    `amazing, astonishing, awesome, best in class, best of breed, breathtaking, bleeding edge, can't-miss, cutting edge, earth shattering,
    first of its kind, game changer, game changing, ground breaking, groundbreaking,
    incredible, incredibly, insane, insanely, jaw dropping, life changing, magical, mind blowing, miraculous, must-have,
    must-see, next-level, once in a lifetime, one of a kind, out of this world, phenomenal, revolutionary,
    second to none, sensational, spectacular, state of the art, stunning, the ultimate, unbeatable, unbelievable,
    unforgettable, unmatched, unparalleled, unprecedented, unrivaled, unrivalled, unsurpassed, world beating, world class, world's best,
    world's greatest`,
  ),
  attribution: list(
    `according to, acknowledged, added, adds, admitted, advised, agreed, announced, argued, asked, asserted, says, said, say, saying, stated, states,
    told, tells, commented, comments, concluded, continued, continues, declared, described, emphasized, emphasised, exclaimed,
    explained, explains, expressed, noted, notes, observed, pointed out, quipped, quoted, recalled, recalls, reflected, reflects, remarked, reported, remarks, shared, shares, stressed,
    summarized, summed up, testified, urged, warned, wrote, writes, read, reads, replied, responded, called, calls, titled, entitled, named, known as,
    in the words of, believes, insisted, confirmed, mentioned, highlighted, revealed, proclaimed`,
  ),
  callsToAct: list(
    `act now, act fast, act today, buy now, buy today, order now, order today, call now, click here, click below, click now, sign up now,
    don't miss out, don't wait, do not wait, hurry, limited time, limited-time, limited offer, while supplies last, while stocks last,
    money back, money-back, money back guarantee, offer expires, offer ends, last chance, satisfaction guaranteed,
    no obligation, no questions asked, risk-free, risk free, 100% free, apply now, shop now, claim your, what are you waiting for`,
  ),
  getRich: list(
    `get rich, get rich quick, make money fast, make money online, easy money, fast cash, quick cash, double your money, double your income,
    triple your money, extra income, earn extra cash, earn from home, work from home and earn, financial freedom, be your own boss, million dollars a,
    guaranteed income, guaranteed returns, guaranteed profit, guaranteed profits, no experience needed, passive income, millionaire secrets,
    make thousands, earn thousands, $$$, residual income, unlimited income, instant cash, consolidate your debt, debt free in, lowest mortgage rates,
    lose weight fast, miracle cure, multi-level marketing, huge profits, 1000% returns, 100x returns`,
  ),
  shorteners: list(
    `bit.ly, bitly.com, tinyurl.com, t.co, goo.gl, ow.ly, is.gd, buff.ly, rebrand.ly, cutt.ly, shorturl.at, rb.gy, tiny.cc, t.ly, bl.ink, soo.gd,
    s.id, v.gd, lnkd.in, dlvr.it, trib.al, adf.ly, shorte.st, clck.ru, qr.ae, snip.ly, short.io, tiny.one, urlz.fr, x.gd,
    geni.us, amzn.eu, amzn.asia, ebay.us, etsy.me, fb.me, wp.me`,
  ),
  affiliateHosts: list(
    `amzn.to, shareasale.com, shrsl.com, clickbank.net, hop.clickbank.net, awin1.com, go.skimresources.com, skimlinks.com, redirectingat.com, click.linksynergy.com,
    linksynergy.com, jdoqocy.com, anrdoezrs.net, tkqlhce.com, dpbolvw.net, kqzyfj.com, avantlink.com, sjv.io, pxf.io, prf.hn, tradedoubler.com,
    pntra.com, pntrac.com, gopjn.com, rstyle.me, howl.me, digistore24.com, jvzoo.com, warriorplus.com, viglink.com, tradetracker.net, zanox.com, webgains.com, partnerize.com`,
  ),
  affiliateParameters: list(
    "aff, affid, aff_id, affiliate, affiliate_id, affiliateid, aff_sub, hop, a_aid, irclickid, awc",
  ),
  affiliateExceptions: list(
    "eventbrite.com, eventbrite.co.uk, eventbrite.ca, eventbrite.ie, eventbrite.com.au",
  ),
  freeMail: list(
    `gmail.com, googlemail.com, yahoo.*, ymail.com, rocketmail.com, hotmail.*, outlook.*, live.*, msn.com, windowslive.com, aol.*, aim.com,
    icloud.com, me.com, mac.com, gmx.*, gmx.net, mail.com, email.com, mail.ru, bk.ru, list.ru, inbox.ru, yandex.*, ya.ru, rambler.ru, proton.me, protonmail.com,
    protonmail.ch, pm.me, tutanota.com, tutanota.de, tutamail.com, tuta.io, tuta.com, zoho.com, zohomail.com, zohomail.eu, fastmail.com, fastmail.fm, hey.com, inbox.com,
    hushmail.com, duck.com, qq.com, foxmail.com, 163.com, 126.com, yeah.net, sina.com, naver.com, daum.net, hanmail.net, rediffmail.com, example.com,
    btinternet.com, btopenworld.com, sky.com, virginmedia.com, virgin.net, ntlworld.com, blueyonder.co.uk, talktalk.net, tiscali.co.uk, plus.net, tesco.net,
    freeserve.co.uk, fsmail.net, orange.net, eircom.net, iol.ie, bigpond.com, bigpond.net.au, optusnet.com.au, iinet.net.au, tpg.com.au, internode.on.net, westnet.com.au,
    cox.net, comcast.net, verizon.net, att.net, sbcglobal.net, bellsouth.net, ameritech.net, pacbell.net, charter.net, roadrunner.com, rr.com, twc.com, earthlink.net, optonline.net,
    optimum.net, frontier.com, frontiernet.net, windstream.net, centurylink.net, juno.com, netzero.net, shaw.ca, rogers.com, telus.net, sympatico.ca, bell.net, videotron.ca, cogeco.ca, eastlink.ca, sasktel.net,
    web.de, t-freenet.de, arcor.de, posteo.de, mailbox.org, kabelmail.de, laposte.net, orange.fr, free.fr, wanadoo.fr, sfr.fr, neuf.fr, bbox.fr, numericable.fr, club-internet.fr, libero.it,
    virgilio.it, tin.it, alice.it, tiscali.it, fastwebnet.it, email.it, inwind.it, iol.it, telefonica.net, movistar.es, terra.es, ono.com, ziggo.nl, kpnmail.nl, kpnplanet.nl, planet.nl, hetnet.nl, xs4all.nl,
    home.nl, casema.nl, upcmail.nl, quicknet.nl, chello.nl, telenet.be, skynet.be, bluewin.ch`,
  ),
  exchanges: list(
    `NASDAQ, NYSE, NYSEAMERICAN, AMEX, NYSEARCA, CBOE, BATS, OTC, OTCQB, OTCQX, OTCBB, OTCMKTS, OTCPK, OTCID, PINK, TSX, TSXV, CSE, CNX, NEO, CBOECA, LSE, LON, AIM, AQSE,
    FRA, FSE, FWB, XETRA, ETR, EPA, PAR, AMS, BRU, LIS, DUB, MIL, BIT, BME, MCE, SIX, SWX, VIE, WBAG, STO, OMX, HEL, CPH, OSE, OSL, ICE, WSE, GPW, PSE, BUD, ATH, IST, BIST, TASE,
    TLV, TADAWUL, ADX, DFM, QSE, JSE, EGX, NSE, BSE, HKEX, HKG, SEHK, SSE, SHA, SZSE, SHE, TSE, TYO, JPX, KRX, KOSDAQ, KOSPI, TWSE, TPE, TPEX, SGX, KLSE, IDX, SET,
    HOSE, PSX, ASX, NZX, NZE, BMV, BVMF, SAO, MOEX, EURONEXT, NGX`,
  ),
  companyForms: list(
    `inc, incorporated, llc, ltd, limited, plc, corp, corporation, co, company, gmbh, ag, sa, sas, srl, spa, bv, nv, ab, as, oy, kg, llp, lp, pty, cic, se, ev, group, holdings`,
  ),
};
