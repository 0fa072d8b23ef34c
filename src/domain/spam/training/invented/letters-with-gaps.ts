/** Spam that writes letters, in sentences with gaps for names, sums and places, and what mail programs leave in it. Data. */

import { type Genre, sentences } from "./genres.ts";

const inheritance = `I am {name}, the son of the late head of state of {country}, and I seek your assistance.
I am {name}, an accountant in the ministry of petroleum resources of {country}, {place}.
My name is {name}, I work with a bank in {place} and have an urgent and very confidential proposition for you.
A foreign contractor made a fixed deposit valued at {sum} in my branch and died in a motor accident.
After sending reminders we discovered that he died without making a will and left no next of kin.
The amount of {sum} emanated from an over invoiced contract and is lying in a suspense account.
I got your contact in my quest for a reliable and trustworthy person abroad.
You will be entitled to {number} percent of the total sum, {number} percent is set aside for expenses.
As civil servants we are not permitted to operate foreign accounts, hence this letter.
This mail will come to you as a surprise since we have not met before.
My father deposited the money in a security company as family valuables before he was assassinated.
Please keep this transaction top secret and contact me by private email or fax.
Send your full name, address, age, occupation, telephone and bank account number.
Compliments of the season, calvary greetings in the name of our Lord.
I am a widow suffering from cancer of the breast and my doctor says I will not last.
We promise you this business is {number}0% risk free, may God bless you.`;

const lottery = `We are pleased to inform you of the result of the international lottery held in {place}.
Your email address attached to ticket number {number}-{number}{number} drew the lucky numbers {number} {number} {number} {number}.
You have been approved for a lump sum payout of {sum} in cash, batch {junk}, reference {number}/{number}.
All participants were selected through a computer ballot from {number},000 names in {country}.
For security reasons keep your winning information confidential until your claim is processed.
Contact your claims agent {name} by email to begin your claim, quote your reference.
Congratulations, you have been chosen to receive a free gift card, confirm your address.
You are our visitor number {number}{number}, pick your prize below.
Work as our payment agent in {country}, keep {number} percent of each transfer, no experience needed.
Part time job offer, {price} an hour from home, only a computer is required.
Earn {sum} monthly posting ads, I quit my job after {number} weeks.
Mystery shoppers wanted, keep what you buy and get paid.`;

const phishing = `Dear {bank} member, your account must be confirmed.
Dear valued customer of {bank}, we recently reviewed your account and suspect unauthorized access.
{bank} has a new security system that will ensure the safety of your payments.
If your information is not updated within {number} days your access will be restricted.
We ask you to update your card data following the link below: {link}
For your own safety please confirm your online banking details.
During our regular verification we could not verify your current information.
Log in at {link} and enter your user name, password and card number.
This notification was sent using an automated system, do not reply.
Your {bank} invoice is attached, payment failed, update your billing method.
Your {bank} package is on hold, pay {price} to schedule a new delivery.
Someone logged in to your {coin} wallet from {place}, verify your seed phrase to secure your funds.
Copyright {bank}, all rights reserved, security department.
We apologize for any inconvenience, the accounts management team.`;

const company = `Hi, my name is {name}, I am {number} and live within {number} miles of your location.
Lonely wives in your city want discreet sex tonight, see who is online.
{act}, {act}, {act} and {act}, all in one place.
Thousands of photos and clips, download the full collection of porn movies.
The hottest pornstars in exclusive hardcore XXX movies and DVDs.
Cheating housewives, horny teens and naughty moms posing naked for the camera.
Every woman who signs up wants only one thing, to fuck, read the profiles.
Free preview, new members area, high quality pics and video, absolutely confidential.
The most vulgar experience on the web, {act} that you have never seen before.
We met in the chat room, remember me? I put my new pictures here: {link}
I am a Russian girl looking for a serious man, write me and I send you my photo.
No credit card, no strings attached, find sex partners now.
Watch {act} live, chat with the girls, free instant access.
You must be over {number} to enter, turn off the lights and enjoy {act}.`;

const trade = `Your site needs a mass marketing program, traffic and sales on autopilot.
Submit your website to {number}00 search engines for {price}.
{sum} email addresses on CD, targeted lists, stealth mailer included.
Get top rankings, buy {number}000 backlinks, guest posts and reviews.
Instant followers, likes and views for {price}.
We build a logo, stationery and a website for {price}, look professional overnight.
We are a factory in {place} and can supply best quality at competitive price, please send inquiry.
Host your offshore site with us, bulletproof, complaints ignored.
Accept credit cards today, merchant account approved, no setup fee.
Play {game}, {game} and {game} with a free {price} bonus.
The online casino pays {percent} on {game}, join now and win.
Bet on {game} with our VIP tips, {percent} winning rate.
Send {coin} to the address and receive double back, event ends in {number} minutes.
Presale of {coin} is live, early holders make {number}x, whitelist at {link}
Automatic trading robot earns {sum} a day, deposit {price} and withdraw any time.
Mine {coin} in the cloud, daily profit {percent}, referral bonus for every friend.
Be your own boss, {sum} a month, the system runs by itself.
Dear future millionaire, read this to the end and follow the instructions.`;

const remains = `Received: from {junk}.{host}.{ending} by {junk} with SMTP
Message-ID: {junk}@{host}.{ending}
X-Mailer: {junk} {number}.0
Content-Type: text/html; charset=us-ascii
MIME-Version: 1.0 Content-Transfer-Encoding: quoted-printable boundary={junk}
=?iso-8859-1?Q?{junk}?=
td width={number} font size={number} color=#{number} a href={link}
Email not displaying? Images not loading? View message here: {link}
{link}
{link} {junk} {junk}
{junk} {junk} {junk} {junk}
The preceding advertisement was sent from {host}.{ending}.
To stop future mailings: {link}
Turn off notifications here: {link}
Remove here: {link}
No thanks: {link}
r e m o v e - {link}
Your message to the mailing list could not be delivered, see the attachment.
phone: {number}-{number}-{number} mobile: {number}-{number}-{number} email: {junk}@{host}.{ending}
--- {junk} {number}`;

export const lettersWithGaps: readonly Genre[] = [inheritance, lottery, phishing, company, trade].map(
  sentences,
);

/** What mail programs and senders leave around any offer. */
export const mailRemains: Genre = sentences(remains);
