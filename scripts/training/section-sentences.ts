/** Sections as an administrator would describe them, for labels that the sets have: what likeness is learned from. */

type Sentences = Readonly<Record<string, readonly [name: string, sentence: string]>>;

export const releaseSections: Sentences = {
  lifestyle: ["Living", "Homes, fashion, food and what people do in their free time."],
  health: ["Wellbeing", "Hospitals, medicines, treatments and healthy living."],
  crypto: ["Crypto", "Bitcoin, blockchain, tokens and digital assets."],
  technology: ["Tech", "Software, computers, artificial intelligence and the firms that make them."],
  energy_climate: ["Energy", "Oil, gas, solar and wind power, batteries and the climate."],
  events: ["What's on", "Conferences, festivals, exhibitions and other events to attend."],
  awards: ["Awards", "Prizes, honours and rankings, and the people who received them."],
  books: ["Books", "New books, their authors, publishers and readings."],
  finance: ["Money", "Shares, funds, banks and the results of companies."],
  gaming: ["Games", "Video games, consoles, esports and casinos."],
  real_estate: ["Property", "Houses, flats and offices that are built, sold and let."],
  marketing: ["Marketing", "Advertising, brands, agencies and how companies find customers."],
  leadership: ["Leadership", "Managers, boards, and how companies are led."],
  travel: ["Travel", "Holidays, hotels, airlines and places to visit."],
  cannabis: ["Cannabis", "Hemp, cannabis and psychedelics, their growers and laws."],
  startup: ["Startups", "Young companies, their founders and who invests in them."],
  hr: ["Work", "Hiring, employees, pay and human resources."],
};

export const headlineSections: Sentences = {
  health: ["Wellbeing", "Hospitals, medicines, treatments and healthy living."],
  environment: ["Green", "Climate, animals, nature and pollution."],
  family: ["Parents", "Raising children, babies, teenagers and family life."],
  style: ["Style", "Fashion, beauty, clothes and hair."],
  business: ["Money", "Companies, jobs, banks and the economy."],
  world: ["World", "Wars, diplomacy and what happens in other countries."],
  food: ["Food", "Recipes, cooking, restaurants and drinks."],
  education: ["Schools", "Schools, teachers, students and universities."],
  arts: ["Arts", "Museums, painting, theatre, books and dance."],
  sports: ["Sport", "Matches, players, teams and championships."],
  politics: ["Politics", "Elections, parties, congress and the president."],
  science: ["Science", "Researchers, space, physics and discoveries."],
  crime: ["Courts", "Police, murders, arrests and trials."],
  tech: ["Tech", "Phones, apps, the internet and computers."],
  travel: ["Travel", "Holidays, hotels, airlines and places to visit."],
  religion: ["Faith", "Churches, god, prayer, bishops and believers."],
  entertainment: ["Screen", "Films, television, celebrities and music."],
};
