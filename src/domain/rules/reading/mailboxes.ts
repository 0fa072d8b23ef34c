/** Where anybody may open a mailbox, in any name. Pure. */

const country = /^(?:com|[a-z]{2}|com?\.[a-z]{2})$/;

/** Whether a list of providers has the domain; "yahoo.*" stands for the provider's domains in every country. */
export function isFreeMail(domain: string, providers: readonly string[]): boolean {
  const at = domain.indexOf(".");
  const everywhere = country.test(domain.slice(at + 1)) ? `${domain.slice(0, at)}.*` : domain;
  return providers.includes(domain) || providers.includes(everywhere);
}
