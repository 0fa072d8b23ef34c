/** What is offered today to whoever wants money: coins, trading, loans, work and gifts. Data. */

import { type Genre, sentences } from "../genres.ts";

const groups = `{firm} has launched a {app} channel where beginners copy the trades of its experts.
Join our VIP investment group and earn {percent} weekly on your {coin}.
The minimum investment is {price} and the first payout reaches you the next morning.
Professor {person} shares daily buy and sell points in the group, free of charge.
My assistant will guide you step by step until your first withdrawal.
Members who joined in {month} have already tripled their capital.
Our quantitative trading plan returns between {percent} and {percent} a day without any risk.
Simply register on the platform, deposit {coin} and wait for the profit to be credited.
Capital is guaranteed and can be withdrawn at any moment.
More than {number},000 ordinary people are earning from home with our signals.
This opportunity is given to the first {number} people only, so contact the admin now.
Add the teacher on {app} and tell her who sent you.
Screenshots of yesterday's payouts are posted in the channel every night.
I was sceptical at first, but I have cashed out {sum} since joining the group.
Invite three friends and receive a bonus of {price} in {coin}.
Liquidity mining and staking nodes pay out around the clock, you only hold your coins.
The company announced that new investors receive a guaranteed monthly return of {percent}.
Accuracy of the signals is above {percent}, according to the group's administrator.`;

const recovery = `Did you lose money to an online broker? {firm} can recover your {coin}.
{firm} is a team of certified hackers who get scammed funds back from any wallet.
I lost {sum} to a fake trading platform until a friend recommended {firm}.
They recovered everything within {number} hours, I was speechless.
Do not let the fraudsters win, hire a professional recovery agent today.
Our experts trace stolen {coin} across the chain and seize it for you.
No recovery, no fee, only a small deposit to open the file.
Victims of romance scams, binary options and fake exchanges have been refunded in full.
We have a success rate of {percent} and thousands of happy clients.
Reach out to {firm} through their email or {app} and explain your case.
Your lost password, seed words or locked wallet can be restored by our specialists.
All you need to provide is the transaction ID and the address that you sent to.
I am so grateful and promised to spread the word about this genius.
{firm} has been named the best crypto recovery company by its customers.`;

const trading = `{person} is the best account manager and trading mentor I have ever met.
I invested {price} with {person} and got back {sum} in five trading days.
She trades forex and binary options on your behalf and takes a commission from the profit only.
You do not need any knowledge, just fund the account and relax.
Thanks to {person} I paid off my house and quit my job.
Our robot trades for you day and night with a win rate of {percent}.
Get funded with {sum}, we pass the prop firm challenge for you.
Turn a small deposit into a fortune with the mentor's secret strategy.
Contact {person} on {app} and start earning with as little as {price}.
Beginners made {price} in their first hour, and so can you.
The expert advisor works on any broker, installation takes two minutes.
Gold signals, entry, stop loss and take profit, sent to your phone for {price} a month.
The mentor announced that only {number} mentorship places are left at the old price.
Withdrawals are instant and there are no hidden charges.
Honest and reliable, the only trader that did not scam me.`;

const credit = `Apply for an affordable loan at an interest rate of {two}% today.
{firm} grants personal and business loans from {sum} to {sum} to anyone over 18.
Have you been rejected by your bank? We say yes.
No collateral, no guarantor and no credit history needed.
The money is paid out within {number} hours of your application.
I am {person}, a private lender, and I was blessed to help people with financial problems.
Fill in the form with your name, address, income, loan amount and repayment period.
I got my loan of {sum} from {person} without stress, contact him as well.
A small processing fee is needed before the transfer can be released.
Bad credit, blacklisted or bankrupt, all are welcome to borrow from us.
Same day payday cash, approved for {percent} of applicants.
We clean your credit report and remove charge-offs, late payments and evictions for {price}.
Cancel your timeshare and wipe out card debt with a method that banks hide.
Unlock government relief money that you never have to pay back.
The lender announced loans for all purposes at low rates, with approval by message.`;

const work = `Earn {price} a day by liking videos and writing short reviews on your phone.
We are hiring remote data entry clerks, no experience and no interview required.
Work from home, choose your own hours and get paid every week.
Complete simple tasks on the app and your commission is paid in {coin}.
Recharge your account to unlock the premium tasks with a higher commission.
Our recruiter will explain the details to you on {app}.
We send a check to buy your home office equipment from our approved vendor.
Become a payment agent, receive transfers and keep {percent} of each.
Mystery shoppers needed, {price} for every visit, start tomorrow.
Reshipping assistants receive parcels at home and forward them for {price} each.
Stuff envelopes or assemble products at home, starter kit {price}.
{firm} announced {number}00 new part-time positions for students and housewives.
Just a smartphone is needed to make {price} in your free hours.
Training is paid, and you can withdraw your salary the same evening.
The vacancy closes soon, so message the hiring manager right away.`;

const gifts = `Congratulations, you have been selected to receive a {shop} gift card worth {price}.
Complete a short survey and pay only the delivery of {small} to get your reward.
We buy gift cards at the best rate and pay within minutes by {coin} or bank transfer.
Upload the front and back of the {shop} card and get paid at once.
{firm} is giving away {number} new phones to lucky readers of this page.
Enter your card details to confirm that you are a real person.
Your name was drawn, and the prize will be forfeited if it is not claimed today.
Free {shop} vouchers are given to everyone who shares this message with ten friends.
I am donating {sum} to random people, write to me to receive your part.
The grant has been approved in your name, pay the transfer fee to release it.
Check balances and redeem unused gift cards, no questions about where they come from.
Scratch off the code and send us a clear picture.
The giveaway was announced by {shop}, and only {number} cards are still left.`;

const tokens = `The presale of the new {coin} rival is live, buy before the price goes up.
Claim your free airdrop by connecting your wallet on our page.
Early buyers are set for gains of {number}00x when the token lists.
Send {coin} to the address below and get twice as much back.
Do not miss the next big meme coin, whales are already loading their bags.
Verify your wallet by typing in the twelve words or your access will be suspended.
The first stage sold out in minutes, and the bonus of {percent} ends tonight.
Mine {coin} from your phone and cash out daily.
Contract audited, liquidity locked, the team has announced a listing on all big exchanges.
Elon approves this token, insiders say that it will make millionaires.
Join the whitelist on {app} and earn points for every friend you bring.
Double your holdings in the giveaway event, it runs for a few hours only.
Buy NFT passes that pay you royalties for life.`;

const cards = `Get a blank ATM card that withdraws {sum} a day from any machine.
I was broke until I received my programmed card from {firm}.
We sell clone cards, bank logs, dumps with pin and PayPal accounts with balance.
Cash App flip: turn {price} into {sum} in thirty minutes, no risk.
Undetectable counterfeit notes in dollars, pounds and euros, they pass the pen and the light.
The card is untraceable and has a chip, nobody will ever find out.
Join the brotherhood and receive {sum}, a car and fame.
Western Union and MoneyGram hacks at {percent} of the value.
Tested cards with high balance, shipping to all countries.
Many have been helped out of poverty by the team, so be the next.
Place your order on {app}, payment in {coin} only.
High quality bills with holograms and watermarks, used in shops and casinos.`;

const parcels = `Your package is on hold because of an unpaid customs fee of {small}.
Your {bank} account has been limited, confirm your details to restore it.
We tried to deliver your parcel, please choose a new date and pay {small} for redelivery.
A login from a new device was noticed, verify yourself within {number} hours.
Your subscription renews today for {price}, call the number to cancel and get a refund.
An unpaid toll is registered on your vehicle, settle it now to avoid a fine.
You are entitled to a tax rebate of {price}, enter your bank details to receive it.
Type in the code that we have just sent to your phone.
Your mailbox will be closed unless you sign in with your password.
An arrest warrant has been issued, press one to talk to an officer and pay by voucher.
Your wallet must be synchronised again, enter the recovery words on the page.
Keep this number: our security department will ring you to secure your savings.`;

export const money: readonly Genre[] = [
  ...[groups, recovery, trading, credit, work, gifts, tokens, cards, parcels],
].map(sentences);
