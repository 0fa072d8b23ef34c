/** Words and sentences of long releases: rules with places for other rules, so varied that two texts say little alike. */

import { people, rare, sentences, things, towns } from "../../seed/words.ts";

const list = (words: string) => words.split(",");
const numbers = Array.from({ length: 290 }, (_, at) => String(11 + at));

/** By name; a place such as `{who}` is filled by the rule of that name. */
export const grammar = {
  sentence: [
    "{Who} {did} {what} {where}.",
    "{Who} {did} {what} {when}, and {whose} {noun} {was} {outcome}.",
    "{When}, {who} {did} {what} after {number} {units} of {ing} {whose} {noun}.",
    "{What} {where} {was} {outcome} by {who}, which also {did} {what}.",
    "“{Whose} {noun} {was} {outcome} {when}, and {who} {did} {what},” said {person}.",
    "{person} said that {who} {did} {what} because {whose} {noun} {was} {outcome}.",
    "Of {number} {plural}, {few} {did} {what} {where}.",
    "{Ing} {what} took {number} {units}, and {whose} {noun} {was} {outcome} {where}.",
    "“It was {person} who {did} {what},” said a {adj} {job} {where}.",
    "Since {who} {did} {what}, {number} {plural} have {often} {past} {whose} {noun}.",
    "{What} cost {number} thousand pounds, and {who} gave {few} of it {when}.",
    "{When}, {plural} {where} {did} {what} without {ing} {whose} {noun}.",
  ],
  phrase: sentences.map((sentence) =>
    sentence
      .replaceAll("{rare}", "{name}")
      .replaceAll("{body}", "The {group}")
      .replaceAll("{common}", "{plural}"),
  ),
  who: [
    "the {adj} {group}",
    "{person}",
    "{name} {firm}",
    "the {group} of {town}",
    "a {job} from {name}",
    "{plural} from {town}",
  ],
  what: [
    ...["the {adj} {noun}", "a {adj} {noun} for {plural}", "{number} {adj} {plural}", "the {noun} of {name}"],
    ...["every {noun} {where}", "the {thing}", "{whose} {adj} {noun}", "one {adj} {noun}"],
  ],
  whose: ["the {job}’s", "{name}’s", "{town}’s", "their", "the {group}’s", "its"],
  when: [
    ...["before {month}", "last {month}", "in {month}", "after {number} {units}", "within {number} {units}"],
    ...[
      "during the {adj} {season}",
      "at the end of {month}",
      "two {seasons} ago",
      "from {month} until the {season}",
    ],
  ],
  where: [
    ...["in {town}", "near {name}", "at the {noun}", "beside the {thing}", "between {name} and {town}"],
    ...["behind the {adj} {noun}", "along the {noun} of {name}", "outside {name}", "opposite the {thing}"],
  ],
  did: ["{past}", "{past}", "{often} {past}", "had {past}", "had {often} {past}"],
  was: ["was", "is being", "has been", "was {often}", "remains", "had been"],
  outcome: list(
    "repaired,painted,measured,insured,photographed,cleaned,widened,tested,renamed,delivered,relocated,drained,sold,translated,catalogued,shortened,rewired,inspected,postponed,planted,heated,scanned,lent,numbered",
  ),
  few: list("a third,a quarter,half,nearly all,most,some,a fifth,two thirds"),
  past: list(
    "repaired,bought,designed,measured,drew,opened,planted,restored,borrowed,lent,photographed,moved,printed,recorded,tested,welcomed,trained,funded,rebuilt,extended,painted,mapped,collected,sorted,delivered,counted,cleaned,compared,described,discussed,exhibited,financed,gathered,inspected,joined,launched,mended,named,offered,ordered,prepared,proposed,protected,published,raised,replaced,reviewed,shared,studied,translated,visited,widened",
  ),
  ing: list(
    "repairing,buying,drawing,opening,planting,restoring,lending,moving,printing,recording,testing,training,rebuilding,painting,mapping,collecting,sorting,counting,cleaning,describing,discussing,gathering,inspecting,mending,ordering,preparing,protecting,raising,replacing,reviewing,sharing,studying,visiting,widening",
  ),
  adj: list(
    "quiet,narrow,wooden,older,northern,coastal,blue,municipal,temporary,shared,yearly,heavy,portable,rural,spare,early,brick,public,shallow,mobile,young,small,western,broad,dry,electric,foreign,former,glass,historic,indoor,inner,late,local,long,lower,marine,medical,modest,musical,natural,open,outdoor,plain,private,quarterly,rented,round,sandy,separate,short,silver,simple,steel,stone,technical,upper,used,volunteer,winter",
  ),
  noun: list(
    "kitchen,turbine,ledger,roof,classroom,canal,crane,exhibit,survey,greenhouse,timetable,tower,workshop,engine,gallery,bridge,catalogue,ward,garden,pump,signal,stage,warehouse,archive,battery,boiler,bookshop,choir,clock,collection,course,dock,dictionary,drill,field,film,fountain,furnace,generator,harvest,hostel,island,kiln,laboratory,ladder,lecture,lock,loom,map,meadow,microscope,mural,nursery,office,orchestra,oven,painting,pavement,piano,pier,pond,quarry,railway,recording,reservoir,sail,school,shelter,shop,station,staircase,statue,studio,telescope,terrace,theatre,tunnel,valve,vehicle,wall,wharf,window",
  ),
  plural: list(
    "pupils,boats,nurses,apprentices,lamps,visitors,farmers,books,cyclists,engineers,families,gardeners,instruments,bakers,boxes,carpenters,children,divers,drivers,drawings,editors,fields,guests,hikers,historians,households,kayaks,kites,librarians,machines,masons,members,musicians,owners,painters,parents,passengers,patients,photographs,pilots,pensioners,plants,players,printers,readers,researchers,rowers,sailors,seeds,singers,students,tenants,tickets,tools,trainees,trees,veterans,volunteers,walkers,weavers",
  ),
  group: list(
    "committee,parish,museum,library,brewery,college,hospital,orchestra,shipyard,council,society,trust,bakery,guild,rowing club,credit union,harbour board,garden trust,laboratory,choir,school,theatre,railway,farm,cooperative,archive,ferry company,foundry,mill,observatory",
  ),
  firm: list(
    "Works,Instruments,Foundation,Partners,Brothers,Press,Engineering,Trust,Farm,Institute,Marine,Logistics",
  ),
  job: list(
    "mason,teacher,surveyor,nurse,engineer,trustee,planner,librarian,conductor,curator,captain,farmer,baker,carpenter,chemist,director,editor,electrician,geologist,historian,painter,pilot,printer,sailor,tutor,weaver,welder,botanist",
  ),
  often: list("first,later,twice,slowly,again,quietly,finally,recently,once,soon,partly,gladly"),
  units: list("days,weeks,months,hours,evenings,mornings,seasons,weekends"),
  season: list("spring,summer,autumn,winter,school year,harvest,festival"),
  seasons: list("springs,summers,autumns,winters,years"),
  month: list("January,February,March,April,May,June,July,August,September,October,November,December"),
  name: rare.map((word) => word.charAt(0).toUpperCase() + word.slice(1)),
  number: numbers,
  person: people,
  thing: things,
  town: towns,
} as const satisfies Record<string, readonly string[]>;

export type Rule = keyof typeof grammar;
