/** Whom an address stands for when requests are counted. Pure. */

import ipaddr from "ipaddr.js";

/** Whoever has one IPv6 address has its whole /64, however the address is shortened. */
export function networkOf(address: string): string {
  if (!address.includes(":") || address.includes(".")) return address;
  const [head = "", tail = ""] = address.split("%")[0]?.split("::") ?? [];
  const groups = head.split(":").filter((group) => group !== "");
  const after = tail.split(":").filter((group) => group !== "");
  const zeros = Array.from({ length: Math.max(0, 8 - groups.length - after.length) }, () => "0");
  const network = [...groups, ...zeros, ...after].slice(0, 4);
  return network.map((group) => Number.parseInt(group, 16).toString(16)).join(":");
}

/** Whether it is of the house itself, as that of a proxy that says nothing of whom it asks for: it stands for everybody. */
export function isInnerAddress(address: string): boolean {
  return ipaddr.isValid(address) && inner.has(ipaddr.process(address).range());
}

const inner: ReadonlySet<string> = new Set([
  ...["unspecified", "loopback", "private", "linkLocal", "uniqueLocal", "carrierGradeNat"],
]);
