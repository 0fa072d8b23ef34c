/** Surrogate keys: the words for what an answer shows, by which caches forget it when that changes. Pure. */

/** What readers see that has changed, in the words of the table that records it. */
export interface PublicChange {
  /** Its place in the order of the table, and what `Last-Event-ID` names. */
  readonly position: number;
  readonly publication: string;
  /** `restyled` is everything in the publication: its name, its zone, its sections. */
  readonly action: "published" | "corrected" | "retracted" | "killed" | "restyled";
  readonly articleId: string | null;
  readonly version: number | null;
  readonly kind: string | null;
  readonly organizationId: string | null;
  readonly category: string | null;
  /** The section that a correction took it out of. */
  readonly formerCategory: string | null;
  readonly at: Date;
}

export const surrogateKeys = {
  /** One article, wherever it is shown whole. */
  article: (id: string) => `article/${id}`,
  /** What a publication lists: changed by everything that is published in it. */
  list: (publication: string) => `list/${publication}`,
  /** What it lists of a section. */
  section: (publication: string, category: string) => `list/${publication}/${category}`,
  /** What an organisation has published. */
  organization: (id: string) => `organization/${id}`,
  /** How a publication looks: every answer that shows its name, its zone or a section's name. */
  publication: (slug: string) => `publication/${slug}`,
  /** Whatever changes anywhere, for an answer about all publications. */
  everything: "everything",
} as const;

/** The keys of all answers that a change makes old. */
export function keysOfChange(change: Omit<PublicChange, "position" | "at">): string[] {
  const { publication, action, articleId, organizationId, category, formerCategory } = change;
  if (action === "restyled") return [surrogateKeys.publication(publication), surrogateKeys.everything];
  const sections = [category, formerCategory].filter((slug) => slug !== null);
  return [
    ...(articleId === null ? [] : [surrogateKeys.article(articleId)]),
    surrogateKeys.list(publication),
    ...sections.map((slug) => surrogateKeys.section(publication, slug)),
    ...(organizationId === null ? [] : [surrogateKeys.organization(organizationId)]),
    surrogateKeys.everything,
  ];
}
