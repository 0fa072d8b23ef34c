import { describe, expect, it } from "vitest";
import { isPublicAddress, readOutgoingUrl } from "./public-address.ts";

/** Every kind of host that is not of the public internet, in each way to write it. */
const privateHosts = [
  ...["127.0.0.1", "127.255.255.254", "127.1", "127.0.1", "2130706433", "017700000001", "0177.0.0.1"],
  ...[
    "0x7f.0.0.1",
    "0x7f000001",
    "0x7f.1",
    "0X7F.0x0.0x0.0x1",
    "127.0.0.1.",
    "１２７.０.０.１",
    "127。0。0。1",
  ],
  ...["0.0.0.0", "0", "0.1.2.3", "10.0.0.1", "10.255.255.255", "172.16.0.1", "172.31.255.255", "192.168.0.1"],
  ...["100.64.0.1", "100.127.255.255", "169.254.169.254", "0xa9fea9fe", "2852039166", "0251.0376.0251.0376"],
  ...["192.0.0.1", "192.0.0.171", "192.0.2.1", "198.18.0.1", "198.19.255.255", "198.51.100.1", "203.0.113.9"],
  ...["192.88.99.1", "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255"],
  ...["[::]", "[::1]", "[0:0:0:0:0:0:0:1]", "[::127.0.0.1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]"],
  ...["[::ffff:8.8.8.8]", "[::ffff:0:127.0.0.1]", "[::a9fe:a9fe]", "[64:ff9b::7f00:1]", "[64:ff9b::8.8.8.8]"],
  ...["[64:ff9b:1::a00:1]", "[2002:7f00:1::]", "[2002:a9fe:a9fe::1]", "[2001:0:53aa:64c::1]", "[2001::1]"],
  ...["[fe80::1]", "[febf::1]", "[fec0::1]", "[fc00::1]", "[fd00::1]", "[fd00:ec2::254]", "[ff02::1]"],
  ...["[100::1]", "[2001:db8::1]", "[3fff::1]", "[2001:2::1]", "[2001:10::1]", "[2001:20::1]", "[5f00::1]"],
  ...["[4000::1]", "[::2]", "localhost", "LOCALHOST", "localhost.", "hooks.localhost"],
];

const publicHosts = [
  ...["8.8.8.8", "93.184.216.34", "100.63.255.255", "100.128.0.1", "172.15.0.1", "172.32.0.1", "169.253.0.1"],
  ...["11.0.0.1", "223.255.255.255", "134744072", "0x08080808", "[2606:4700:4700::1111]", "[2a00:1450::1]"],
  ...[
    "hooks.town.example",
    "localhost.town.example",
    "notlocalhost",
    "bücher.example",
    "hooks.town.example.",
  ],
];

const objection = (url: string, allowPrivate = false) => {
  const read = readOutgoingUrl(url, allowPrivate);
  return typeof read === "string" ? read : undefined;
};

describe("a URL to send to", () => {
  it.each(privateHosts)("may not name the private host %s", (host) => {
    expect(objection(`https://${host}/hook`)).toBe("private-address");
    expect(objection(`https://${host}:8443/hook`)).toBe("private-address");
  });

  it.each(publicHosts)("may name %s", (host) => {
    expect(objection(`https://${host}/hook`)).toBeUndefined();
  });

  it.each([
    ...["", "hook", "//town.example", "ftp://town.example/", "file:///etc/passwd", "javascript:alert(1)"],
    ...["data:text/plain,a", "gopher://town.example/", "unix:/run/postgres", "https://", "https://a b/"],
    ...["https://user@town.example/", "https://user:pass@town.example/", "https://:pass@town.example/"],
    ...["https://town.example:25/", "https://town.example:22/", "https://town.example:0/", "https://[::1"],
    `https://town.example/${"a".repeat(2000)}`,
  ])("may not be %s", (url) => {
    expect(objection(url)).toBe("invalid-url");
    expect(objection(url, true)).toBe("invalid-url");
  });

  it("may name a private host where the operator allows it", () => {
    expect(objection("http://127.0.0.1:8080/hook", true)).toBeUndefined();
  });

  it("loses the fragment and the dot of the root, which no server is asked for", () => {
    expect(String(readOutgoingUrl("https://Hooks.Town.example.:443/a?b=c#d", false))).toBe(
      "https://hooks.town.example/a?b=c",
    );
  });
});

describe("an address", () => {
  it.each(["", "town.example", "1.2.3.4.5", "fe80::1%eth0", ":::"])("is not public when it is %s", (text) => {
    expect(isPublicAddress(text)).toBe(false);
  });
});
