/** The words of which templates of releases make what is to be filled in: "[Your Name]", "{first_name}". Data. Pure. */

const list = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/** Stand between brackets for nothing else, in a quotation neither. */
export const blanks = list(
  `name names surname firstname lastname fullname date dates quote caption headline phone telephone mobile email mail url
  postcode zip text tbc tbd tba xx xxx`,
);

/** Stand for themselves where an editor puts them into a quotation: "the [city] is ours". */
export const settings = list(
  `day weekday month year time times place town city village county state country region location venue street address
  company organisation organization club school team business charity product event person speaker spokesperson ceo
  title role position number amount price cost figure score percentage link website logo
  details description`,
);

/** Stand beside them. */
export const fillers = list(
  `your our my the a an this first last full middle short e of to from for and or with in on at by here goes below contact
  media press job main home away start end opening closing ticket photo photograph picture image add enter type put write attach number be confirmed announced supplied follow`,
);

/** What a release counts, behind a figure that is still missing: "XX people". */
export const counted =
  "people members visitors guests residents children pupils students volunteers players runners teams jobs homes plots trees tickets prizes places stalls entries schools families businesses acres years months weeks days hours minutes miles metres pounds dollars euros percent per";
