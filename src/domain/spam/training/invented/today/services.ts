/** What is done today for whoever asks: by seers, hackers, writers, sellers of links and of company. Data. */

import { type Genre, sentences } from "../genres.ts";

const desks = `Call the {bank} customer support number {phone} for instant help.
For any issue with {bank}, our toll-free line {phone} is open all day and night.
How do I speak to someone at {bank}? Dial {phone} and choose option two.
{phone} is the quickest way to cancel a flight, change a name or ask for a refund.
Our technicians fix printer, antivirus and email errors remotely.
Let the agent take control of your computer and have your payment card ready.
Locked out of your {bank} wallet? Phone {phone} to get it unlocked.
{bank} helpline: {phone}, no waiting, live person guaranteed.
Experts solve QuickBooks, Outlook and router problems over the phone.
Write down {phone}, the official contact for refunds, upgrades and complaints.
{firm} announced a round-the-clock hotline, {phone}, for users of {bank}.
To recover a hacked Facebook or Gmail account, ring the team on {phone}.`;

const seers = `{seer} brings back your ex lover in 24 hours.
I want to thank {seer} for restoring my marriage with his powerful love spell.
{seer} casts spells for love, money, work, pregnancy and court cases.
My husband came back begging after {seer} did his work.
Herbal cure for herpes, HIV, fibroids and infertility by {seer}.
Black magic removal, revenge spells and protection from enemies.
The lottery spell gave me the winning numbers, I won {sum}.
Magic ring and wallet that attract money every day.
Genuine psychic reading by phone, first three minutes free.
Join the Illuminati and become rich, powerful and famous.
Email the great {seer} or add him on {app} for quick results.
No matter how far he is, the spell will turn his heart to you.
{seer}, a spiritual healer known across the world, announced free consultations this month.
Vashikaran specialist solves love and family problems by astrology.`;

const spies = `Hire a professional hacker to get into any phone, email or social media account.
Catch a cheating spouse: read the chats, calls and location without touching the phone.
{firm} hacked my wife's {app} and sent me all messages the same day.
We change university grades, delete criminal records and raise credit scores.
Remote access to iPhone and Android, the owner never knows.
Hacker for hire with proof before payment, fast and discreet.
Clone any SIM, mirror the screen and see deleted photos.
Instagram, Snapchat and Gmail passwords cracked within hours.
I needed evidence for my divorce, and {firm} gave me full access.
Spy app with hidden mode, {price} for a lifetime licence.
DDoS attacks, database dumps and website takedowns at fair rates.
Contact the cyber genius on {app}, he is real and trusted.
{firm} announced new packages for private phone monitoring.`;

const writers = `Our essay writing service delivers plagiarism-free papers from {small} per page.
Pay someone to write your dissertation, thesis or homework tonight.
We take your online class and exams, a top grade is promised.
Struggling with assignments? Our native writers meet every deadline.
Human-written text that passes every AI and plagiarism detector.
Coursework, case studies, nursing papers and MBA projects, get {percent} off your first order.
Confidential, your professor will never know.
Get help from a verified expert now, place an order in two clicks.
Proctored exam help, we sit the test for you and you pay after the result.
Unlimited revisions and money back if you are not pleased with the mark.
Buy college essays and application letters that get you admitted.
{firm} announced cheap prices for term papers in all subjects.`;

const links = `Buy high DA backlinks and rank first on Google.
We offer guest posts with do-follow links on real sites with traffic.
Please let me know the price for a link insertion in your existing article.
Our SEO package includes {number}00 directory submissions, PBN posts and social signals.
Guaranteed first page ranking in {number} days or your money back.
Do you accept casino, CBD or crypto content on your blog?
I visited your site and noticed errors that keep it from ranking.
Send us your website and phone number for a free SEO proposal.
{number},000 targeted visitors to your website for {price}.
We build you an app or website with logo and hosting at the lowest cost.
Email lists of {number} million business owners, verified and cheap.
Our agency announced a white label link building plan for {price} a month.
Permanent homepage link, no sponsored label, payment by PayPal.
Press release distribution to 400 news sites with guaranteed Google indexing.`;

const fans = `Buy Instagram followers, likes and comments from {small}.
Get {number}00 real TikTok followers in minutes, no password needed.
Cheapest SMM panel for YouTube views, Telegram members and Spotify plays.
Five-star Google reviews from real accounts, we also delete negative ones.
Buy Trustpilot, Facebook and app store reviews, replacement guaranteed.
Become an influencer overnight, get the blue badge for {price}.
Aged Gmail, Facebook and LinkedIn accounts for sale in bulk.
Boost your posts and go viral with our instant delivery.
Your rivals buy reviews too, so do not be left behind.
{firm} announced that its followers never drop, refill for life.
Upvotes, shares, watch hours and live viewers at wholesale rates.
Verified PayPal, Cash App and Stripe accounts with documents.`;

const company = `Sexy escorts in {town} available now for incall and outcall.
Independent call girls, college girls and models at your hotel, full satisfaction.
Book a hot companion for the night, {price} an hour, no advance.
Looking for a sugar daddy? I pay my sugar baby {price} every week.
Rich sugar mummy in {town} needs a serious partner, get connected today.
Lonely women near you want to chat and meet without commitment.
Russian and Ukrainian brides are waiting for your letter.
My private videos are on my page, subscribe and say hello.
Erotic body massage by young ladies in {town}, happy ending included.
I am single and bored, add me on {app} and see my pictures.
Meet married women who look for secret affairs, free to join.
{firm} escort agency announced new girls with real photos in {town}.
Adult toys, live cams and hookups, age 18 and over.`;

const bets = `Play at {brand} Casino and get {percent} on your first deposit.
Use bonus code {symbol} for {number}0 free spins, no deposit needed.
Best slots, crash games and live dealers with instant crypto withdrawals.
No verification casino, play anonymously from any country.
Join our VIP tips, {percent} of the slips won last month.
Sure fixed matches with big odds, pay after win possible.
Casinos outside of the self-exclusion scheme accept all players.
Register through our mirror and your balance is doubled.
Daily jackpots, cashback of {percent} and a wheel of fortune.
Correct score tips from insiders, contact us on {app}.
{brand} announced its biggest welcome bonus for new members.
Bet on football, cricket and esports with the highest odds.
The slot is hot tonight, members cashed out {sum} already.
Rummy, teen patti and satta results, download the app and win real cash.`;

export const services: readonly Genre[] = [...[desks, seers, spies, writers, links, fans, company, bets]].map(
  sentences,
);

/** How whoever makes such an offer wants to be reached. */
export const contacts: Genre = sentences(`Contact us on {app}: {phone}
{app}: {phone} Email: {handle}@{host}.{ending}
Visit {host}.{ending} and sign up today.
Send a direct message to @{handle} on {app} to get started.
Text {phone} now, we reply in minutes.
Interested persons should write to {handle}@{host}.{ending} with their name and country.
Click the link in our bio before it is gone.
Order here: {link}
Available 24/7, serious people only.
Hurry, places are limited and the offer closes tonight.
Reach the admin through @{handle} for more information.
Payment by {coin}, PayPal friends and family or gift cards.
Readers can find out more by adding {phone} on {app}.
For enquiries, customers may chat with the team at {host}.{ending}.
Use code {symbol} for {percent} off.`);
