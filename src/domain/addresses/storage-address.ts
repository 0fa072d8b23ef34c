/** Where `STORAGE_URL` says that attachments lie: a folder, or a bucket of an S3 service. Pure. */

export interface Bucket {
  readonly kind: "bucket";
  readonly name: string;
  /** Origin of the service, with a path where it has one; `undefined` is AWS itself. */
  readonly endpoint: string | undefined;
  readonly region: string;
}

interface Folder {
  readonly kind: "folder";
  readonly path: string;
}

export type Storage = Folder | Bucket;

/** What services with one region alone call it, and AWS its first. */
const defaultRegion = "us-east-1";

const accepted =
  "file:PATH, or s3://BUCKET?endpoint=URL&region=NAME, of which both parameters may be left out";

/** The place that the text names, or what is wrong with it; that repeats nothing of the text, which may hold a password. */
export function readStorageUrl(text: string): Storage | { readonly refused: string } {
  if (/^file:./.test(text)) return { kind: "folder", path: text.slice("file:".length) };
  if (!text.startsWith("s3://") || !URL.canParse(text)) return refusal("its value is neither");
  const url = new URL(text);
  const fault = faultOf(url);
  if (fault !== undefined) return refusal(fault);
  const endpoint = url.searchParams.get("endpoint")?.replace(/\/+$/, "");
  const region = url.searchParams.get("region") ?? defaultRegion;
  return { kind: "bucket", name: url.hostname, endpoint, region };
}

function refusal(fault: string) {
  return { refused: `${fault}; accepted: ${accepted}` };
}

function faultOf(url: URL): string | undefined {
  const { username, password, port, pathname, hash, searchParams } = url;
  const names = [...searchParams.keys()];
  const faults: readonly (readonly [boolean, string])[] = [
    [`${username}${password}` !== "", `it holds credentials, which belong into ${credentials}`],
    [!isBucketName(url.hostname), "it names no bucket: 3 to 63 of a-z, 0-9, - and ."],
    [!/^\/?$/.test(pathname) || `${port}${hash}` !== "", "it has more than a bucket before its parameters"],
    [names.some((name) => name !== "endpoint" && name !== "region"), "it has a parameter that is not known"],
    [new Set(names).size < names.length, "it has a parameter twice"],
    [!isEndpoint(searchParams.get("endpoint")), "its endpoint is no plain http or https URL"],
    [!/^[a-z0-9-]{1,60}$/.test(searchParams.get("region") ?? defaultRegion), "its region is no name"],
  ];
  return faults.find(([isWrong]) => isWrong)?.[1];
}

const credentials = "AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY";

function isBucketName(name: string): boolean {
  return /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name) && !name.includes("..");
}

function isEndpoint(text: string | null): boolean {
  if (text === null) return true;
  if (!URL.canParse(text)) return false;
  const { protocol, username, password } = new URL(text);
  return /^https?:$/.test(protocol) && `${username}${password}` === "" && !/[?#]/.test(text);
}
