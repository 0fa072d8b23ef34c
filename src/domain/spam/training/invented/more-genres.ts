/** More kinds of spam, those that want trust, attention or company rather than an order. Data. */

import { type Genre, sentences } from "./genres.ts";

const advanceFee = `Dear friend, I am contacting you in strict confidence about a business proposal of mutual benefit.
I am the son of the late minister of finance who was killed during the war.
I am a manager at the bank, and a foreign customer died in a plane crash without a next of kin.
I discovered an abandoned sum of $25.5 million (twenty five million five hundred thousand United States dollars).
I want to transfer the fund into your account overseas, and you will receive 30 percent of the total sum.
I got your contact from the chamber of commerce and I believe you are honest and trustworthy.
This transaction is 100% risk free and must be kept secret and confidential.
Kindly send me your private telephone and fax numbers, your full name and your bank account details.
My late husband deposited the money with a security company in Europe before his death.
I am dying of cancer and have decided to donate my inheritance to the needy through you.
Please reply urgently so that the relevant documents can be processed in your name as beneficiary.
May God bless you as you assist us, I await your urgent response.
You have won the sum of 1,000,000 Euro in the international email lottery, ticket number drawn by computer ballot.
To file your claim contact our fiduciary agent immediately with your winning numbers and reference.
Yours faithfully, barrister, principal partner, Lagos, Nigeria.`;

const account = `Your account has been suspended, verify your password within 24 hours.
We detected unusual activity on your account, click the link below to confirm your identity.
Failure to update your billing information will result in termination of your account.
Dear customer, please log in and confirm your credit card number and PIN.
Your parcel could not be delivered, pay the small customs fee to release it.
You have been selected to receive a free gift card worth $1,000.
Congratulations, you are our lucky winner of a new iPhone, claim your prize now.
Your mailbox is full, sign in here to keep receiving messages.
Undelivered message returned, see the attached file for details.
Tax refund waiting, submit the form to receive your payment.
Final notice: your car warranty is about to expire, call toll free.
A free laptop, game console or holiday is reserved in your name, just complete a short survey.`;

const riches = `Make money from home, earn $5,000 a week working only two hours a day.
Be your own boss, fire your employer and retire early, no experience needed.
This is not a pyramid scheme, it is a proven system that works for everyone.
I made $87,000 in my first three months, and you can do it too.
Financial freedom is one click away, join free and start earning residual income today.
Serious inquiries only, call our 24 hour recorded message toll free.
We pay you to stuff envelopes, read emails and process payments at home.
Put your name at the top of the list, send five dollars to each of them, and wait for the cash to roll in.
Our trading robot makes guaranteed profits every day, deposit 250 dollars and watch it grow.
Double your bitcoin in 24 hours, send coins to the wallet address below.
Join the presale now, 100x gains guaranteed, whitelist spots are almost gone.
Claim your free airdrop tokens, connect your wallet and receive the bonus at once.
Elon gives away crypto, this secret loophole made ordinary people millionaires overnight.
Hiring now: local representatives to receive payments from our clients, keep 10% of every transfer.`;

const adult = `Hot singles in your area want to meet you tonight.
Lonely housewives are looking for discreet affairs, view their pictures free.
Live webcam girls, uncensored, watch them strip for you right now.
Barely legal teens, hardcore videos and XXX movies, free instant access.
Cheating wives need sex while their husbands are away, no strings attached.
Beautiful Russian women are waiting to marry you, see photo profiles.
Hi, I saw your profile and I am bored, here is my webcam link, come chat with me.
Horny girls next door want to get naked with you, no credit card needed, you must be 18.
See the celebrity sex tape that everyone is talking about.
Find a date, a fling or true love, your match is only a click away.
Escorts, massage and adult dating, sign up free and start hooking up.`;

const gambling = `Play online casino and get a $500 welcome bonus free.
Blackjack, roulette, slots, poker and video poker, real cash payouts every day.
Win the jackpot tonight, no deposit required, 200 free spins.
Bet on football and horse racing with our guaranteed winning tips.
Download the casino software free and claim your bonus chips now.
Texas holdem tournaments with huge prizes, join the tables now.
Instant withdrawals, 24/7 support, highest odds on every game.
Our system beats the bookmakers every weekend, join the VIP group.
Deposit $50 and play with $150, this offer is for new players only.`;

const promotion = `Get your website to number one on Google, guaranteed rankings in 30 days.
We submit your site to 5,000 search engines and directories.
Bulk email works: 80 million fresh addresses on CD, send your ad to millions.
Buy real followers, likes, views and five star reviews, instant delivery.
High quality backlinks and guest posts on high authority sites, cheap SEO packages.
Increase your traffic and sales tonight, thousands of targeted visitors from $29.
Bulletproof hosting, offshore servers and bulk mailers for your campaign.
We are a leading manufacturer and exporter in China, please send us your inquiry for our price list.
Dear sir or madam, we supply high quality products at competitive price and sincerely hope to cooperate with your company.
We sell used laptops, memory, processors and phones in bulk, minimum order ten pieces, please find the price list below.
Domain names only $8.95, web hosting with unlimited space and bandwidth.
Attend our free conference call and learn how we fill your calendar with leads.
Translate, design, logo and web development at the lowest price, reply with your requirements.
Corporate identity, logos and stationery that make your business stand out, order now at a discount.`;

const endings = `Click here to order now!
Visit our site today, this offer ends at midnight!
To be removed from our mailing list, click here or reply with remove in the subject line.
If you no longer wish to receive these emails, unsubscribe at the address below.
Hurry, limited time offer, supplies will not last!
This is a one time mailing, no removal is required.
Call now toll free, operators are standing by.
Reply to this email with your name and phone number.
You received this message because you opted in at one of our partner sites.
Go to http://www.best-offers-4u.biz/order.html and see for yourself.
Copy and paste this link into your browser.
Order today and receive free shipping. 100% satisfaction guaranteed or your money back!
No thanks, remove me please.`;

export const persuasion: readonly Genre[] = [advanceFee, account, riches, adult, gambling, promotion].map(
  sentences,
);

/** What ends spam of any kind. */
export const closing: Genre = sentences(endings);
