/** What an error of the S3 library stands for, in words of our own: its errors repeat keys and what the service says. */

/** As the library says it: the service's code, the status of its answer if there was one, or the system's code. */
interface S3Error extends Error {
  readonly code?: unknown;
  readonly $metadata?: { readonly httpStatusCode?: number };
  readonly $response?: { readonly headers?: Readonly<Record<string, string>> };
}

/** Whether the service answered that it has no such object. */
export function isMissing(error: unknown): boolean {
  return error instanceof Error && error.name === "NoSuchKey";
}

/** What is the matter with the bucket, as what follows its name in a sentence. */
export function troubleOf(error: unknown): string {
  const { name, code } = error as S3Error;
  const status = statusOf(error);
  if (status !== undefined) return answered(status, error as S3Error);
  if (name === "TimeoutError") return "does not answer in time";
  if (name === "CredentialsProviderError") return "cannot be asked: the environment has no credentials";
  return `cannot be reached (${wordOf(code) ?? wordOf(name) ?? "unknown"})`;
}

function answered(status: number, { name, $response }: S3Error): string {
  if (status === 404) return "does not exist";
  if (status === 401 || status === 403) return `refuses these credentials (${status})`;
  const region = wordOf($response?.headers?.["x-amz-bucket-region"]);
  if (region !== undefined && (status === 301 || status === 400)) return `is in the region ${region}`;
  return `answers ${status}${/^[A-Z][A-Za-z]{1,60}$/.test(name) ? ` ${name}` : ""}`;
}

function statusOf(error: unknown): number | undefined {
  return (error as S3Error | undefined)?.$metadata?.httpStatusCode;
}

function wordOf(text: unknown): string | undefined {
  return typeof text === "string" && /^[\w-]{1,60}$/.test(text) ? text : undefined;
}
