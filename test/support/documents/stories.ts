/** Believable releases of a small town, to be laid out as documents. */

import type { Story } from "./documents.ts";

export const stories: readonly Story[] = [
  {
    organization: "Marlhaven Harbour Trust",
    headline: "Marlhaven Harbour Trust opens repaired fish quay to fishing boats after two winters of work",
    dek: "Forty metres of wall were rebuilt with stone from the old breakwater",
    city: "Marlhaven",
    place: "U.K.",
    paragraphs: [
      "Marlhaven Harbour Trust opened the repaired fish quay on Monday, and the first six boats landed their catch there before noon. The work took two winters and cost £1.2 million, of which the county paid half.",
      "Forty metres of the wall had slipped in the storm of 2023. Masons took the stone of the old breakwater, which was no longer needed – nobody had moored there since 1988 – and set it in lime mortar as it had been set before.",
      "“We could have poured concrete and been done in one summer,” said Ana Reyes, harbour master of Marlhaven Harbour Trust. “But this wall has stood for two hundred years, and we want it to stand for two hundred more.”",
      "The quay is open to walkers from Tuesday. An exhibition about the work can be seen in the pilot house until the end of June, and school classes can book a tour at https://harbour.example/tours.",
    ],
    about:
      "Marlhaven Harbour Trust is the independent body that has run the Old Harbour and the river moorings since 1831. It looks after 2.4 kilometres of quay and employs eleven people.",
    contact: {
      name: "Tom Adeyemi",
      role: "Communications Officer",
      email: "press@harbour.example",
      phone: "+44 1632 960200",
    },
  },
  {
    organization: "Tidewell Marine Ltd",
    headline: "Tidewell Marine wins order for nine electric workboats",
    dek: "The yard will hire thirty people and train twelve apprentices",
    city: "Port Clarence",
    place: "Maine",
    paragraphs: [
      "Tidewell Marine Ltd has won an order for nine electric workboats from the state ferry service, the largest in the history of the yard. The boats will be delivered over four years, beginning next spring.",
      "Each boat is eleven metres long, carries six people and runs for five hours between charges. The batteries come from a maker in Ohio, and the hulls are welded at the yard from aluminium that has been melted before.",
      '"An order like this lets a small yard plan," said Joanna Price, managing director of Tidewell Marine. "We will take on thirty welders and fitters, and twelve of the apprentices who start in September."',
      "The company expects revenue of $14 million from the order. It built its first electric boat in 2019, and has sold twenty-two since then to ports in five countries.",
    ],
    about:
      "Tidewell Marine designs and builds aluminium workboats at its yard on the River Marl. Founded in 1978, the family-owned company employs 140 people and exports to nineteen countries.",
    contact: {
      name: "Maria van der Berg",
      role: "Head of Marketing",
      email: "maria.vanderberg@tidewell.example",
      phone: "(207) 555-0142",
    },
  },
  {
    organization: "Marlhaven Public Library",
    headline: "Public library to open on Sundays for the first time since 1974",
    dek: "Volunteers and a gift of a reader make it possible",
    city: "Stratford-upon-Avon",
    place: "England",
    paragraphs: [
      "The public library will open on Sundays from one to five o'clock, beginning on the first weekend of June. It had closed on Sundays in the winter of 1974, when coal was short, and never opened again.",
      "Twenty-eight volunteers will work beside two librarians. A reader who died last year left the library £80,000 for longer hours, and asked that her name should not be printed.",
      '"People told us that Sunday is the one day on which they have time to read," said Helen Marsh, head librarian. "Now they can do it here, where it is warm, and somebody makes tea."',
      "Children's hour moves from Saturday to Sunday at two. The lending desk, the reading room and the map collection will be open, and the archive will stay closed.",
    ],
    about:
      "Marlhaven Public Library lends 310,000 books, films and instruments a year from its house on Market Square. It is run by the town and was given its first thousand books by a ship owner in 1887.",
    contact: {
      name: "Dr. Helen Marsh",
      role: "Head Librarian",
      email: "helen@library.example",
      phone: "01632 960 311",
    },
  },
  {
    organization: "Solvane Therapeutics, Inc.",
    headline: "Solvane Therapeutics Reports Results of Trial in 412 Patients With Chronic Cough",
    dek: "Fewer attacks a day after twelve weeks; company plans a second trial in 2027",
    city: "San Diego",
    place: "Calif.",
    paragraphs: [
      "Solvane Therapeutics, Inc. today reported the results of a trial of its inhaled medicine SLV-21 in 412 patients with a chronic cough. Patients who took it coughed 38 percent less often after twelve weeks than those who did not.",
      "The trial was run at 31 hospitals in four countries. Side effects were mild, and the most common one was a dry mouth, which 9 percent of the patients had. About one in twenty stopped taking the medicine before the end.",
      "“For people who have coughed for ten years, this is a difference that they notice in the first week,” said Priya Natarajan, M.D., chief medical officer of Solvane Therapeutics. “We now need to know how long it lasts.”",
      "The company will present the full data at a congress in Vienna in September. It plans to begin a second trial early in 2027, and has enough cash for it.",
    ],
    about:
      "Solvane Therapeutics develops medicines for diseases of the airways. The company was founded in 2014 by researchers of two universities and has its laboratories in San Diego. For more information, visit www.solvane.example.",
    contact: {
      name: "Kevin O'Neill",
      role: "Director, Corporate Communications",
      email: "media@solvane.example",
      phone: "+1 858-555-0199",
    },
  },
  {
    organization: "Harbour Rowing Club",
    headline: "Harbour Rowing Club wins three medals at national championships",
    dek: "Women's four takes gold by half a length",
    city: "Nottingham",
    place: "United Kingdom",
    paragraphs: [
      "Harbour Rowing Club won three medals at the national championships at the weekend, its best result in forty years. The women's four took gold by half a length in the last hundred metres.",
      "Lena Hartmann, 17, won silver in the junior single after leading for most of the course. The men's double, which had been put together only in March, came third behind crews of two much larger clubs.",
      "“I told them to row the first half as if nobody else was on the water, and they did,” said Martin Cole, who has coached the club since 1999. “The second half they rowed because the others were.”",
      "The club will show the medals at its boathouse on Saturday from ten o'clock, and visitors can try a boat. It has places for beginners in all age groups.",
    ],
    about:
      "Harbour Rowing Club was founded in 1902 and has 220 members between nine and eighty-three years of age. It rows from a boathouse on Fish Quay and is a registered charity.",
    contact: {
      name: "Ruth Okafor",
      role: "Club Secretary",
      email: "secretary@rowing.example",
      phone: "+44 (0)1632 960333",
    },
  },
  {
    organization: "Northfield Energy Cooperative",
    headline: "Northfield Energy Cooperative to build battery beside old power station",
    dek: "Storage for 4,000 homes is to be ready by the winter of 2027",
    city: "Galway",
    place: "Ireland",
    paragraphs: [
      "Northfield Energy Cooperative will build a battery for the power of 4,000 homes beside the old power station on Mill Road. The council gave its permission on Thursday evening, with nine votes to two.",
      "The battery fills twelve containers on a site of half a hectare. It takes in power when the wind blows at night and gives it back in the evening, when the town cooks; the old grid connection is used again.",
      '"The power station made this town, and then it stood empty for twenty years," said Siobhan Kelly, chair of Northfield Energy Cooperative. "We are glad that something hums there again, quietly."',
      "Work begins in January. The cooperative raises a third of the €6.5 million from its members, who can buy shares from €100, and borrows the rest from two banks.",
    ],
    about:
      "Northfield Energy Cooperative belongs to 2,300 households and firms of the region. It runs four wind turbines and the roofs of nine schools, and has paid a dividend every year since 2011.",
    contact: {
      name: "Aoife Brennan",
      role: "Press Officer",
      email: "aoife.brennan@northfield.example",
      phone: "+353 91 555 0123",
    },
  },
];
