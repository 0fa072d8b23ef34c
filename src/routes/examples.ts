/** Examples in the API's description. */

export const releaseExample = {
  kind: "community",
  headline: "Harbour Rowing Club opens its boathouse to beginners in May",
  dateline: { city: "Marlhaven", country: "U.K." },
  body: "Harbour Rowing Club will open its boathouse to beginners on Saturday 8 May.\n\nTwelve places are free.",
  bodyFormat: "markdown",
  mediaContact: { name: "Ana Reyes", email: "press@rowing.example", phone: "+44 1632 960123" },
  tags: ["rowing", "harbour"],
  embargoedUntil: { local: "2027-05-01T09:00", timeZone: "Europe/London" },
  attestation: { authorized: true, accurate: true },
};

export const organizationExample = {
  name: "Harbour Rowing Club",
  website: "https://rowing.example",
  contact: { name: "Ana Reyes", email: "press@rowing.example" },
  boilerplate: "Harbour Rowing Club has rowed in Marlhaven since 1887.",
};
