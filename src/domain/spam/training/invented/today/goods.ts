/** What is sold today to whoever must not buy it, or buys what it is not. Data. */

import { type Genre, sentences } from "../genres.ts";

const hemp = `{brand} CBD gummies take away pain, stress and bad sleep from the first day.
{brand} is a natural formula of hemp oil that supports joints, mood and blood sugar.
Order {brand} from the official website, as stock is limited.
Customers report that their pain vanished after {number} days.
Are {brand} gummies a scam? No, they are tested, safe and free of side effects.
Doctors recommend {brand} for anxiety, diabetes, tinnitus and high blood pressure.
Claim your risk-free bottle and pay only for shipping.
Each jar has {number} gummies with pure cannabidiol, no high and no addiction.
The keto version burns fat for fuel, so that you lose {number} pounds in a month.
Stars of television swear by it, and the sharks invested {sum}.
Rub the oil in or chew one gummy a day, and feel years younger.
Buy three get two free while the discount of {percent} lasts.
{brand} has announced that its best-selling gummies are available without a prescription.
Vapes, carts and edibles shipped to all states in a smell-proof pack.`;

const medicine = `Buy {drug} online without prescription, delivered overnight.
{drug} and {drug} in stock, no script required and cheap price.
Our pharmacy asks no questions and ships in plain packaging to every country.
Semaglutide, tirzepatide and Ozempic pens from {price}, no doctor visit.
Get your weight loss injections by post, before and after photos on our page.
Order {drug} tablets by {app}, cash on delivery accepted.
Top grade steroids, HGH and peptides for bodybuilders, sent discreetly.
Abortion pills available, safe and private, contact Dr. {person}.
Pay with {coin} and receive ten extra pills.
Genuine Turkish and Indian brands at {percent} below the chemist's price.
Sleeping tablets, painkillers and anxiety meds without the wait.
The online dispensary announced next day delivery of {drug} for all customers.
Microdose mushrooms, DMT and LSD by letter post.
No consultation, no records, satisfaction is guaranteed.
Anti-anxiety medicine for sale, minimum order {number} strips.`;

const copies = `Buy AAA replica {watch} watches that look and weigh the same as the original.
Perfect clones of {watch}, {watch} and {watch} with box, card and papers.
Mirror quality designer bags from {price}, nobody will notice.
Swiss movement, ceramic bezel and sapphire crystal at a fraction of the price.
Direct from the factory, we take photos before shipping.
Wholesale luxury shoes, belts and sunglasses, drop shipping welcome.
Best replicas on the market, free shipping worldwide and a year of warranty.
Custom seizes it? We send a new one for free.
Browse our album and send the picture of the item you like on {app}.
The shop announced its new season of super clone watches at {percent} off.
Why pay {sum} when the same bag costs {price} here?
Top reps of sneakers, all sizes, {price} with code.`;

const papers = `Buy real and fake passports, driver's licences, ID cards and visas online.
Our documents are registered in the government system and scan at the airport.
Get your IELTS, TOEFL or PTE certificate without sitting the test.
University degrees and transcripts from {price}, with hologram and seal.
We can put your licence points back to zero and clear your record.
Novelty documents for travellers, delivered in {number} days.
Residence permits, work permits and citizenship for those without papers.
Just send a passport photo, your signature and half of the payment.
Covid cards, birth certificates and marriage certificates printed on original paper.
No exams, no attendance, your diploma is posted within a week.
Our contacts inside the ministry make sure that your file is genuine.
{firm} announced a faster service for registered passports of all countries.
Social security numbers and utility bills for verification can be added.
Contact us on {app} for the price list of documents.`;

const screens = `Get {number},000 live channels and every film for {price} a year.
Our IPTV subscription works on Firestick, Android, Smart TV and phone.
All sports, pay-per-view and premium channels without a cable contract.
Free trial for a day, message us on {app} to activate.
No buffering, 4K servers and an update every week.
Become a reseller and earn with your own IPTV panel.
Fully loaded boxes with all apps unlocked, just plug in.
Netflix, Disney and Spotify accounts for {small} a month, warranty included.
Cut the cord today and save {sum} a year.
Lifetime key for {software} only {price}, instant delivery by mail.
Activated {software} with crack and serial number, download link after payment.
The provider announced {number} new servers for football fans.
Unlimited game coins, cheats and unlocked accounts for sale.`;

const vigour = `Grow bigger and last longer with {brand}, the herbal male enhancer.
{brand} boosts testosterone, size and stamina within weeks.
Never be embarrassed in bed again, satisfy your woman every night.
Natural drops that restore erections at any age without a prescription.
Try {brand} for {number} days, your money back if she does not notice.
Enlargement cream and oil from Africa, permanent results.
A strange tropical trick melts belly fat overnight.
This drink before bed reverses diabetes and lets you throw away the needles.
Doctors are furious about the method that ends hearing loss and blindness.
Hair regrows, wrinkles vanish and joints heal with one scoop a day.
{brand} flushes parasites and toxins that cause every illness.
The maker announced that {brand} is sold out in stores and available on its site only.
Order six bottles for {price} each and get the bonus book.`;

export const goods: readonly Genre[] = [hemp, medicine, copies, papers, screens, vigour].map(sentences);
