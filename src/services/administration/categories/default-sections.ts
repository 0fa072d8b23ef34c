/** The sections that a publication begins with; the shipped model knows these. */

export const defaultSections = [
  { slug: "business", name: "Business" },
  { slug: "technology", name: "Technology" },
  { slug: "health", name: "Health" },
  { slug: "science", name: "Science" },
  { slug: "education", name: "Education" },
  { slug: "environment", name: "Environment" },
  { slug: "politics", name: "Politics" },
  { slug: "crime-law", name: "Crime and Law" },
  { slug: "society", name: "Society" },
  { slug: "entertainment", name: "Entertainment" },
  { slug: "lifestyle", name: "Lifestyle" },
  { slug: "sports", name: "Sports" },
] as const;
