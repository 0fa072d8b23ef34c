/** Words of a made-up coast: what the seeded newspapers write about. */

export const towns: readonly string[] = [
  ..."Marlhaven,Eastquay,Thornby,Saltmere,Wickford Bay,Old Harrow,Fenwick,Pebble Cross,Larkmoor,Stonecombe".split(
    ",",
  ),
  ..."Aldersea,Brackenford,Cove End,Dunmarsh,Elmstead,Gullane Point,Hazelwick,Inverbeck,Kelby,Low Ferry".split(
    ",",
  ),
];

export const bodies: readonly string[] = [
  ..."Society,Council,Rowing Club,Library Trust,Harbour Board,Museum,Football Club,Theatre,Hospital Fund".split(
    ",",
  ),
  ..."Brewery,Bakery,Shipyard,Instruments,Robotics,Credit Union,Farmers,School,College,Garden Trust".split(
    ",",
  ),
];

export const verbs: readonly string[] = [
  ..."opens,repairs,wins,plans,funds,studies,restores,welcomes,trains,extends,hosts,protects,launches".split(
    ",",
  ),
  ..."measures,publishes,rebuilds,delays,shares,tests,celebrates".split(","),
];

export const things: readonly string[] = [
  ..."harbour,library,footbridge,school garden,lifeboat,tram line,clinic,orchard,reading room,sea wall".split(
    ",",
  ),
  ..."bus station,archive,wind farm,cycle path,market hall,rehearsal stage,nature reserve,repair shop".split(
    ",",
  ),
  ..."food bank,observatory,ferry,playground,mill,swimming pool,lighthouse,allotments,choir,workshop".split(
    ",",
  ),
];

/** Each stands in about a fifth of the articles: what readers search for and find too much of. */
export const common: readonly string[] =
  "community,council,committee,members,volunteers,parish,residents,trustees,planners,teachers,fishermen,neighbours".split(
    ",",
  );

const starts =
  "an,bel,cor,dra,el,fen,gri,hol,is,jun,kel,lor,mar,nor,ost,per,quil,ros,sal,tor,ul,ver,wen,yar,zel".split(
    ",",
  );
const middles = "a,be,ci,do,e,fi,go,ha,i,ka,lo,mi,no,o,pa,ri,sto,ta,u,vi".split(",");
const ends = "bor,dale,field,gate,ham,kin,lan,mark,ness,port,rick,son,ton,wick,worth,ley".split(",");

/** Eight thousand words that stand in no dictionary, the later the rarer: names, makes, and what nobody has heard of. */
export const rare: readonly string[] = starts.flatMap((start) =>
  middles.flatMap((middle) => ends.map((end) => `${start}${middle}${end}`)),
);

export const tags: readonly string[] = [
  ..."harbour,budget,schools,football,climate,housing,music,farming,ferries,volunteers,planning,heritage".split(
    ",",
  ),
  ...rare.slice(0, 600),
];

export const kinds: readonly string[] = "business,community,sports,personnel,event,other".split(",");

/** Sentences with places for `{town}`, `{body}`, `{thing}`, `{common}`, `{rare}`, `{number}` and `{person}`. */
export const sentences: readonly string[] = [
  "{body} of {town} has begun work on the {thing}, which {rare} first proposed {number} years ago.",
  "The {common} will decide in the spring, said {person}, who has led {body} since it was founded.",
  "More than {number} people took part, many of them from {town} and from the streets around the {thing}.",
  "“We did not expect so many to come,” said {person}. “The {thing} belongs to everybody in {town}.”",
  "A grant of {number} thousand pounds pays for the materials, and {rare} gave the tools.",
  "The {common} had asked for a report, which {rare} and {rare} wrote over the winter.",
  "Work on the {thing} is expected to take {number} weeks, and the path beside it stays open.",
  "An exhibition about the {thing} can be seen in {town} on Tuesdays and Fridays.",
  "{person} thanked the {common} and the neighbours in {town} for their patience.",
  "It is the largest project of {body} since the {thing} of {rare} was finished.",
  "Visitors reach the {thing} by the ferry from {town}, which runs every {number} minutes in summer.",
  "The first results were measured with an instrument from {rare}, and will be checked in {town}.",
];

export const people: readonly string[] = [
  ..."Ruth Okafor,Tomas Lindqvist,Ada Brennan,Farid Rahimi,Moira Castle,Jun Takeda,Elena Petrov".split(","),
  ..."Samuel Adeyemi,Greta Holm,Priya Nair,Owen Prosser,Lucia Marin".split(","),
];
