/** Where a virus scanner listens: of another machine, or in this one's file system. Pure. */

export type ScannerAddress = { readonly host: string; readonly port: number } | { readonly path: string };

const accepted = "tcp://HOST:PORT or unix:/PATH of a ClamAV daemon";

/** Reads `CLAMD_URL`, or says what is accepted. */
export function readScannerUrl(text: string): ScannerAddress | { readonly refused: string } {
  const path = /^unix:(?:\/\/)?(\/.+)$/.exec(text)?.[1];
  if (path !== undefined) return { path };
  const [, host, digits] = /^tcp:\/\/(\[[\da-f:.]+\]|[\w.-]+):(\d{1,5})\/?$/i.exec(text) ?? [];
  const port = Number(digits);
  if (host && port > 0 && port <= 65_535) return { host: host.replace(/^\[|\]$/g, ""), port };
  return { refused: `its value is neither; accepted: ${accepted}` };
}
