/** Speaking to the API as a client does: over HTTP, with a key. */

export interface Reply<Body = Record<string, unknown>> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Body;
  readonly text: string;
}

export type Fields = Record<string, string>;

export interface Client {
  // Answers are read by tests, which say what they expect of them.
  get(path: string, headers?: Fields): Promise<Reply<any>>;
  post(path: string, body?: unknown, headers?: Fields): Promise<Reply<any>>;
  put(path: string, body?: unknown, headers?: Fields): Promise<Reply<any>>;
  patch(path: string, body?: unknown, headers?: Fields): Promise<Reply<any>>;
  delete(path: string, headers?: Fields): Promise<Reply<any>>;
}

/** A client of the API at `origin`, with or without a key. A `FormData` or a string is sent as it is. */
export function clientOf(origin: string, key?: string): Client {
  const ask = async (method: string, path: string, body?: unknown, headers: Fields = {}): Promise<Reply> => {
    const raw = body === undefined || body instanceof FormData || typeof body === "string";
    const response = await fetch(`${origin}${path}`, {
      method,
      redirect: "manual",
      headers: {
        ...(key && { authorization: `Bearer ${key}` }),
        ...(!raw && { "content-type": "application/json" }),
        ...headers,
      },
      ...(body !== undefined && { body: raw ? (body as string | FormData) : JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: parse(text), text };
  };
  return {
    get: (path, headers) => ask("GET", path, undefined, headers),
    post: (path, body, headers) => ask("POST", path, body, headers),
    put: (path, body, headers) => ask("PUT", path, body, headers),
    patch: (path, body, headers) => ask("PATCH", path, body, headers),
    delete: (path, headers) => ask("DELETE", path, undefined, headers),
  };
}

function parse(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return {};
  }
}
