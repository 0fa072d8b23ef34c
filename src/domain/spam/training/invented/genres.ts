/**
 * What unsolicited advertising says, kind by kind, written for this project: the public mails are twenty years old and few,
 * and a filter that learned from them alone has never heard of half the trade. Data.
 */

/** A kind of spam: sentences that go together in any order. */
export type Genre = readonly string[];

const pharmacy = `Order Viagra, Cialis and Levitra online without a prescription.
No prior prescription needed, our licensed doctors approve your order in minutes.
Generic Viagra soft tabs from $1.99 per pill, same quality as the brand name.
Valium, Xanax, Ambien, Vicodin, Soma, Tramadol, Phentermine and Hydrocodone in stock.
Save up to 80% on all your meds and pills with discreet overnight shipping.
Stop overpaying at the drugstore, our Canadian pharmacy ships worldwide.
Best prices on the net for weight loss pills, painkillers and sleeping pills.
Your medication arrives at your door in a plain package, no questions asked.
Take one tablet and be ready for 36 hours, she will thank you for it.
Lowest price guaranteed on generic drugs, refill anytime at our online drugstore.
Cheap meds, 90 pills only $149, free bonus pills with every order.
Cure erectile dysfunction today and have the best sex of your life.
Anti depressants, muscle relaxants, anxiety and pain relief, no doctor visit.
The new super Viagra works twice as fast and lasts all weekend.`;

const enlargement = `Add 3 inches to your manhood in just weeks with our herbal patch.
Enlarge your penis naturally, no pumps, no surgery, 100% money back guarantee.
Size does matter, and women know it.
Increase your sperm volume by 500% and have longer, harder erections.
Make her scream with pleasure every night, satisfy your lover like never before.
Doctor approved formula, thousands of men are bigger and thicker already.
Boost your libido, stamina and sexual desire with one pill a day.
Lose weight while you sleep, melt fat and drop 30 pounds in 30 days.
Look 20 years younger with human growth hormone, reverse ageing and burn fat.
Amazing breakthrough diet patch, no exercise needed, eat whatever you want.
Doctors hate this one weird trick that cures diabetes and joint pain.
Our CBD gummies and keto pills are flying off the shelves, claim your free bottle.
Regrow your hair, erase wrinkles, whiten your teeth, try it risk free.`;

const software = `Cheap OEM software: Windows XP Professional $50, Office 2003 $60, Adobe Photoshop CS $80.
All the latest software for PC and Mac at rock bottom prices, instant download.
Why pay full retail price? Get Microsoft, Adobe, Macromedia, Corel and Symantec titles for 90% less.
AutoCAD, Dreamweaver, Acrobat Pro, Illustrator and Norton Antivirus at unbeatable prices.
Download your software immediately after payment, lifetime license key included.
No box and no manual, that is why our CD-ROM software is so cheap.
Retail price $699, our price $69.95, you save $629.05.
Special offer expires Friday, buy two titles and get one free.
Copy DVD movies with your CD burner, no new equipment needed.
Filter your cable box and get all pay per view channels and movies free.
Unlock satellite TV, every channel, no monthly bills, no contracts.
Is someone spying on your computer? Scan your PC free, remove spyware and adware now.
Genuine printer ink and toner cartridges at up to 85% off, free shipping.`;

const replica = `Rolex replica watches, perfect copies, only $199.
Cartier, Breitling, Omega, Tag Heuer and Patek Philippe, identical to the original.
Nobody will know that your luxury watch is a replica, down to the last detail.
Louis Vuitton handbags, Gucci wallets, Prada shoes and designer sunglasses at 80% off.
Impress your friends and clients with a Swiss made timepiece for a fraction of the cost.
Buy direct from the factory, wholesale prices on brand name sneakers and jackets.
University diplomas and degrees, no exams, no classes, no books, nobody is turned down.
Get a bachelors, masters, MBA or doctorate diploma within two weeks based on your life experience.
Earn the salary you deserve with a prestigious non accredited degree, call 24 hours a day.
Buy a real passport, driving licence or ID card, registered in the database.
Cigarettes delivered duty free, cartons from $9.99.`;

const loans = `Refinance your mortgage today, rates as low as 2.9% fixed.
Bad credit, no credit, bankruptcy? You are pre-approved for a home loan.
Your application was approved, you are eligible for $400,000 at a 3.5% rate.
Lenders compete for your loan, fill out our quick form, no obligation, free quote.
Consolidate your debts into one low monthly payment and cut your bills in half.
Lower your monthly payments, take cash out of your home equity, act before rates rise.
Get cash today, payday loans up to $1,500 with no credit check.
Eliminate credit card debt legally without bankruptcy, stop collection calls.
Term life insurance from $9 a month, compare free quotes from top carriers.
Repair your credit rating overnight, remove late payments and judgments.
This offer is unconditional and your credit is not a factor.
To take advantage of this limited time opportunity, visit our site and complete the one minute approval form.
Guaranteed business funding, unsecured loans, money in your account within 24 hours.
We will call you back with the best mortgage offer in your area.`;

const stocks = `This stock is about to explode, get in now before the big news hits.
Strong buy alert: current price $0.12, short term target $0.85.
Our last pick went up 300% in three days, do not miss this one.
Watch this one trade on Monday, huge PR campaign under way, add it to your radar.
Undervalued penny stock with massive upside, insiders are buying aggressively.
This small cap gem is the hottest play on the street, expected gains of 500%.
Breaking news alert issue, big announcement expected, the price is climbing fast.
Investors who got in early made a fortune, now it is your turn.
We received shares and cash from a third party to circulate this report, do your own research.
Symbol rallies, trading volume is surging, this is your chance to ride the wave.
Read this report carefully and call your broker first thing in the morning.
Turn $1,000 into $15,000 with this incredible pick, act fast.`;

export const goods: readonly Genre[] = [pharmacy, enlargement, software, replica, loans, stocks].map(
  sentences,
);

export function sentences(text: string): Genre {
  return text.split("\n");
}
