/**
 * Words that every report has and that say nothing of its subject: when, where by compass, how many, who spoke.
 * Learned from, they tell long reports from advertisements, and the sources of one category from those of another.
 */

/** Left out: `march`, `may`, `grace`, `will` and the like, which are words with a meaning besides. */
const reportWords = `monday tuesday wednesday thursday friday saturday sunday january february april june july august
  september october november december two three four five six seven eight nine ten eleven twelve
  thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy
  eighty ninety hundred thousand million half dozen first second third fourth fifth north south east
  west northern southern eastern western hour hours day days week weeks weekend month months year years
  morning afternoon evening night today tomorrow yesterday mr mrs ms dr said says say asked told added
  between former around about`;

/** A first name says who, not what; headlines about celebrities would make every Sarah entertainment. */
const firstNames = `james john robert michael william david richard joseph thomas charles christopher daniel matthew
  anthony donald steven paul andrew joshua kenneth kevin brian edward ronald timothy jason jeffrey ryan
  jacob gary nicholas eric jonathan stephen larry scott benjamin samuel gregory alexander raymond dennis
  jerry tyler aaron adam henry peter tom joe jim bob mike dave chris dan ben sam nick steve alan ian
  simon martin philip mary patricia jennifer linda elizabeth barbara susan jessica sarah karen lisa
  nancy betty margaret sandra ashley kimberly emily donna michelle carol amanda melissa deborah
  stephanie rebecca sharon laura cynthia kathleen amy angela shirley anna emma samantha katherine
  christine helen rachel catherine carolyn janet maria heather diane ruth julie olivia joyce kelly
  lauren christina joan evelyn judith megan andrea cheryl hannah jacqueline martha teresa ann anne kate
  jane alice lucy claire fiona sara kathryn ellen sophie`;

/** In lower case. The reader of features passes them by, in training as in use. */
export const passingWords: readonly string[] = `${reportWords} ${firstNames}`.split(/\s+/);
