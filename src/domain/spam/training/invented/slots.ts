/** What fills the gaps in sentences of spam: `{drug}` stands for one of many. Data, and how it is put in. */

type Random = () => number;

const words = (text: string): readonly string[] => text.split(", ");

const lists: Readonly<Record<string, readonly string[]>> = {
  drug: words(
    "Viagra, Cialis, Levitra, Xanax, Valium, Vicodin, Ambien, Soma, Phentermine, Meridia, Tramadol, Ultram, Hydrocodone, Codeine, Fioricet, Darvocet, Norco, Lortab, Percocet, Oxycontin, Adipex, Ativan, Klonopin, Lorazepam, Alprazolam, Diazepam, Sildenafil, Tadalafil, Propecia, Zyban, Prozac, Paxil, Zoloft, Effexor, Wellbutrin, Celebrex, Vioxx, Lipitor, Zocor, Nexium, Prilosec, Claritin, Zyrtec, Allegra, Flexeril, Skelaxin, Carisoprodol, Butalbital, Didrex, Bontril, Tenuate, Xenical, Hoodia, Renova, Retin-A, Valtrex, Acyclovir, Ritalin, Adderall, Modafinil, Accutane, Kamagra, Ozempic, Semaglutide, Ivermectin",
  ),
  software: words(
    "Windows XP, Windows 2000, Office XP, Office 2003, Photoshop 7, Photoshop CS2, Acrobat 6, Dreamweaver MX, Flash MX, Illustrator CS, InDesign, PageMaker, Premiere, AutoCAD 2005, CorelDraw 12, Norton SystemWorks, Norton Antivirus, McAfee, Visual Studio .NET, SQL Server, QuickBooks, Quicken, Money 2004, WordPerfect, Roxio, Nero, Encarta, Works Suite, Project 2003, Visio, FrontPage, Windows 11 Pro, Office 365",
  ),
  watch: words(
    "Rolex, Omega, Cartier, Breitling, Bvlgari, Patek Philippe, Tag Heuer, Panerai, Longines, Hublot, IWC, Tissot, Audemars Piguet, Vacheron Constantin, Franck Muller, Chanel, Gucci, Louis Vuitton, Prada, Versace, Hermes, Dior, Tiffany",
  ),
  bank: words(
    "Citibank, PayPal, eBay, Washington Mutual, SunTrust, Wells Fargo, Bank of America, Barclays, Lloyds, HSBC, Chase, Visa, MasterCard, Amazon, Netflix, Apple, Microsoft, DHL, FedEx, Coinbase, MetaMask",
  ),
  country: words(
    "Nigeria, Ghana, Ivory Coast, Sierra Leone, Liberia, South Africa, Zimbabwe, Congo, Togo, Benin, Senegal, Angola, Kenya, the Netherlands, Spain, the United Kingdom, Iraq, Kuwait, Hong Kong, Malaysia, the Philippines",
  ),
  name: words(
    "Mr. Joseph Abacha, Mrs. Mariam Sese, Dr. James Okon, Barrister Paul Williams, Prince Kofi, Rev. Peter Mba, Col. Ibrahim Musa, Anna, Natasha, Jenny, Melissa, Samantha, Derek, Lance, Brandon, Stacy, Tanya, Olga, Amber, Marcus, Lionel, Bethany",
  ),
  place: words(
    "Lagos, Abuja, Accra, Lome, Dakar, Johannesburg, Amsterdam, Madrid, London, Dubai, Moscow, Montreal, Toronto, Belize, Mumbai, Shenzhen, Manila",
  ),
  game: words(
    "blackjack, roulette, craps, baccarat, slots, video poker, keno, bingo, Texas holdem, sports betting, horse racing, scratch cards",
  ),
  act: words(
    "blowjobs, anal, lesbian sex, orgies, teen sex, mature sex, hardcore, threesomes, amateur porn, fetish, bondage, group sex, oral sex, facials, gangbangs, voyeur cams, strip shows, shemales, upskirts, celebrity nudes",
  ),
  coin: words(
    "Bitcoin, Ethereum, Dogecoin, Solana, USDT, BNB, Shiba, XRP, meme coins, NFT drops, airdrop tokens",
  ),
  host: words(
    "best-meds-rx, cheapsoft4all, quick-cash-loan, super-deals, lowrate-mtg, eclipsemedz, topwatchez, hot-babes-xxx, luckyspin-vip, sure-winners, offers-today, mypills-online, oem-cd-shop, getapproved24, secure-login-verify, greatbuyz, zonemeds, ezrefi, datefinder, trafficboost",
  ),
  app: words("WhatsApp, Telegram, Signal, Instagram, Facebook, Snapchat, Discord, WeChat, Viber, Messenger"),
  person: words(
    "Mrs. Linda Brooks, Mr. David Chen, Anna Keller, Robert Hale, Ms. Sofia Grant, Mr. Victor Adeyemi, Emily Ross, Mr. Carl Jansen, Grace Lim, Daniel Moreau",
  ),
  seer: words(
    "Dr. Obasi, Priest Ade, Mama Nkechi, Baba Musa, Lord Zakuza, Dr. Ajayi, Pandit Sharma, Prophet Joel, Mistress Aurora, Chief Oluwo",
  ),
  brand: words(
    "Nature Leaf, Green Relief, Vita Pure, KetoBlast, PowerMax, Royal Spin, Calmora, Herbexa, TitanFlow, Golden Reel",
  ),
  shop: words(
    "Amazon, Walmart, Target, Costco, Apple, Google Play, Steam, Visa, Sephora, Tesco, Starbucks, Shein",
  ),
  town: words("London, Dubai, Delhi, Leeds, Manchester, Bangkok, Lahore, Sydney, Las Vegas, Nairobi, Dublin"),
  month: words(
    "January, February, March, April, May, June, July, August, September, October, November, December",
  ),
  trade: words("Capital, Invest, Traders, Recovery, Solutions, Global, Finance, Tech, Experts, Media"),
  ending: words("com, net, biz, info, org, us, ru, cn, ws, to, cc, xyz, top, club"),
};

/** Gaps that are filled with something made up. */
const makers: Readonly<Record<string, (random: Random) => string>> = {
  price: (random) => `$${number(1, 400, random)}${random() < 0.5 ? `.${number(10, 99, random)}` : ""}`,
  sum: (random) => `$${number(1, 60, random)},${number(100, 999, random)}${random() < 0.5 ? ",000" : ""}`,
  rate: (random) => `${number(2, 6, random)}.${number(0, 95, random)}%`,
  percent: (random) => `${number(3, 95, random)}%`,
  number: (random) => `${number(2, 90, random)}`,
  two: (random) => `${number(1, 6, random)}`,
  small: (random) => `$${number(1, 15, random)}.${number(10, 99, random)}`,
  phone: (random) =>
    `+${number(1, 99, random)} ${number(200, 999, random)} ${number(100, 999, random)} ${number(1000, 9999, random)}`,
  handle: (random) => `${letters(number(3, 7, random), random)}_${letters(number(3, 6, random), random)}`,
  firm: (random) =>
    `${letters(1, random).toUpperCase()}${letters(number(3, 7, random), random)} ${pick("trade", random)}`,
  symbol: (random) => letters(4, random).toUpperCase(),
  junk: (random) => letters(number(4, 10, random), random),
  link: (random) => `http://${subdomain(random)}.${host(random)}.${pick("ending", random)}${path(random)}`,
};

/** A sentence with every gap filled. */
export function fillGaps(sentence: string, random: Random): string {
  return sentence.replace(/\{(\w+)\}/g, (_, gap: string) => makers[gap]?.(random) ?? pick(gap, random));
}

function pick(gap: string, random: Random): string {
  const list = lists[gap] ?? [];
  return list[Math.floor(random() * list.length)] ?? "";
}

const subdomain = (random: Random) => (random() < 0.5 ? "www" : letters(3, random));
const host = (random: Random) =>
  random() < 0.6 ? pick("host", random) : letters(number(5, 11, random), random);
const path = (random: Random) =>
  random() < 0.6 ? `/${letters(number(1, 6, random), random)}${random() < 0.5 ? ".html" : "/"}` : "";

function number(least: number, most: number, random: Random): number {
  return least + Math.floor(random() * (most - least));
}

function letters(count: number, random: Random): string {
  return Array.from({ length: count }, () => String.fromCharCode(97 + Math.floor(random() * 26))).join("");
}
