/** Spam that sells, in sentences with gaps for what is sold, for how much and where. Data. */

import { type Genre, sentences } from "./genres.ts";

const medicine = `{drug}, {drug}, {drug} and {drug} in stock, shipped overnight to your door.
{drug} - {price} ({number} pills)
{drug} from {price}, {drug} from {price}, {drug} from {price}
Save up to {percent} on {drug}, {drug} and {drug}.
Need {drug}? No prescription required, no waiting rooms, no embarrassment.
World pharmacy: the same branded stuff without the expensive brand.
Our licensed physicians write your prescription online in minutes.
Get your prescription filled right now, refills at zero charge.
Economical prices, {number} hour delivery, wide range of remedies.
Only the best generic meds, manufactured in India, approved and sent discreetly by airmail.
Half a pill under your tongue ten minutes before action and you are hard all weekend.
Soft tabs dissolve under the tongue and work faster than the regular pill.
Pain relief, muscle relaxants, antidepressants, sleeping aids, weight loss, men's health, women's health.
More than {number} meds to choose from, point, click, order and you are done.
Total confidentiality, over {sum} satisfied customers.
With each purchase you get top quality, best prices, home delivery.
Have a nice day and visit our online pharmaceutical shop.
Big pharma tried to shut us down because our rates are so low.
The secret of life: this remedy kills all known viruses and bacteria in the body.
No side effects, no chemicals, all natural herbal formula discovered in the rain forest.`;

const body = `Last {number} times longer in bed and satisfy her every time.
Increase the length and width of your member by {number} inches, permanently.
The capsules and the exercise manual give immediate size gains and rock hard erections.
{percent} of men were interested in improving their sexual stamina, performance and size. Are you one of them?
I was very wary of ordering on the internet but I am so pleased that it worked for me.
My girlfriend is amazed, I cannot believe how quickly I saw results.
Premature ejaculation is a thing of the past.
Augment your phallus with this revolutionary herb tablet, real study, no catch.
Women love a man with a bigger tool, do not disappoint her tonight.
Drop {number} pounds by summer, the patch melts fat while you sleep.
Anatrim, hoodia and green tea: the appetite suppressant seen on television.
HGH reverses ageing, restores hair and energy, lowers cholesterol and boosts the immune system.
Human pheromones attract women instantly, they will not know why.
Hate condoms but need to stay safe? Stay hard all night even with one on.
Stop smoking in seven days, guaranteed.
Natural breast enlargement pills, add two cups without surgery.`;

const programs = `{software}, {software}, {software}, {software} - {price}
{software} + {software} = {price}
{software} retail price {price}, our price {price}, you save {price}
Cheap OEM software, all languages available, download at once.
Windows and Office for {price}, why pay more?
Localized software in German, French, Spanish and Italian, ready to download.
{software} now only {price}! {software} now only {price}!
All original titles, no box, full versions with serial keys.
Tired of high prices? The best software, lowest prices, {percent} off retail.
Make backup copies of any DVD, game or CD with your burner.
Protect your PC: your computer is infected with spyware, download the free scan.
Get digital cable without paying, descrambler kit and filter {price}.
Ink cartridges for {price}, printers and toner, {percent} savings.
A complimentary phone and {price} in accessories, see website for details.
Dish satellite system free, {number} rooms, no equipment to buy.`;

const status = `{watch} watches from {price}, exact replica, Japanese or Swiss movement.
{watch}, {watch}, {watch}, {watch} and more luxury timepieces, {percent} off.
Dress expensively and fashionably without paying for it: {watch} bags and {watch} shoes.
Get the finest {watch} replica today, you cannot tell it from the real one.
University degree without study: bachelor, master, MBA or PhD, based on life experience.
Within weeks you too can be a college graduate, no required tests, call {number} hours a day.
Many people share the same frustration, they do the work of the person with the degree.
A career with higher income, respect and prestige, the diploma is yours.
Extended warranty for your car, save {percent}, roadside assistance and rental benefit.
Vacation for two, {number} nights in Orlando with Disney tickets for {price}.
Free cruise, fly free, luxury resort, call to claim your certificate.
Auto insurance, health insurance and dental plan from {price} a month.
Government auctions: cars from {price}, seized homes and boats.`;

const lending = `Your mortgage is approved, {sum} at {rate} fixed.
Are you paying more than {rate} on your mortgage? We can slash your payment.
I sent you a confirmation three days ago but did not get any answer.
Our company approved you for {rate} but some information is missing.
We are able to lock your loan at {number} percent lower than your current mortgage.
Your credit history does not matter, you were pre-selected, case number {number}{number}.
{sum} loan for as little as {price} per month.
Lowest rates on the planet, approval regardless of credit, must own your home.
Homeowners: get cash back, rates will never be this low again.
Please confirm your details on this secure form: {link}
Refinancing report: your application was accepted by two lenders, your ID is {junk}.
Eliminate back taxes forever, settle with the tax office for pennies.
Wipe out your debts, creditors must stop calling, free consultation.
Cash grants from the government that never have to be paid back.`;

const shares = `{symbol}.OB current price {price}, target {price}, rating: aggressive buy.
Investor alert: special situation, {symbol} is ready to explode.
Hot issue of the week: {symbol} ({symbol}.PK), volume is building, do not wait.
Symbol: {symbol}. Price: {price}. Five day target: {price}. Expectations: huge.
This stock is our pick of the month, {percent} gains are expected in days.
Watch {symbol} like a hawk on Monday, the campaign begins before the bell.
The company has just struck oil, signed a contract, announced a merger, and nobody knows yet.
Big news is out, early investors will be paid handsomely.
We were paid {sum} and free trading shares to send this newsletter.
The publisher of this profile owns shares and intends to sell them.
Information within this email contains predictions, do not rely on it as advice.
Turn {sum} into {sum}, you know many like this, remember the last one, it went up {percent}.
Read the full report, click here, online gaming stocks are set to explode.
Pump is starting, join our signal group, {coin} to the moon, {number}x guaranteed.`;

export const goodsWithGaps: readonly Genre[] = [medicine, body, programs, status, lending, shares].map(
  sentences,
);
