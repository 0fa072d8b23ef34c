/** An S3 service on a port of its own: s3rver, which looks at every signature, behind a door that a test may hold. */

import { mkdtemp, readdir, rm } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import S3rver from "s3rver";

/** What becomes of a request; `pass` lets it through to the service. */
type Behaviour = (request: IncomingMessage, response: ServerResponse, pass: () => void) => void;

export interface S3 {
  /** The bucket as `STORAGE_URL` names it. */
  readonly storageUrl: string;
  /** What was asked for, as `GET /bucket/key`. */
  readonly asked: string[];
  /** The objects in the bucket. */
  keys(): Promise<string[]>;
  /** How many answers are under way. */
  busy(): number;
  behave(behaviour: Behaviour): void;
  /** Takes all objects out of the bucket. */
  empty(): Promise<void>;
  /** Ends all connections and takes no more, as a service that is down. */
  goAway(): Promise<void>;
  comeBack(): Promise<void>;
  close(): Promise<void>;
}

/** The only credentials that s3rver knows, as the environment has them; and nothing said of the version of Node. */
export const s3Environment = {
  AWS_ACCESS_KEY_ID: "S3RVER",
  AWS_SECRET_ACCESS_KEY: "S3RVER",
  AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
};

/** Lets every request through. */
export const passing: Behaviour = (_request, _response, pass) => pass();

const bucket = "dateline-files";

export async function openS3(): Promise<S3> {
  const directory = await mkdtemp(join(tmpdir(), "dateline-s3-"));
  const service = new S3rver({
    ...{ directory, silent: true, vhostBuckets: false },
    configureBuckets: [{ name: bucket, configs: [] }],
  });
  await service.configureBuckets();
  const answer = service.callback();
  const asked: string[] = [];
  let behaviour = passing;
  let busy = 0;
  const server = createServer((request, response) => {
    busy += 1;
    response.once("close", () => {
      busy -= 1;
    });
    asked.push(`${request.method} ${request.url}`);
    behaviour(request, response, () => answer(request, response));
  });
  const listen = (port: number) => new Promise<void>((done) => server.listen(port, "127.0.0.1", done));
  await listen(0);
  const { port } = server.address() as AddressInfo;
  const goAway = () =>
    new Promise<void>((done) => {
      server.close(() => done());
      server.closeAllConnections();
    });
  return {
    storageUrl: `s3://${bucket}?endpoint=http://127.0.0.1:${port}&region=us-east-1`,
    asked,
    keys: async () => {
      const names = await readdir(join(directory, bucket));
      return names.flatMap((name) => /^(.+)\._S3rver_object$/.exec(name)?.[1] ?? []);
    },
    busy: () => busy,
    behave: (next) => {
      behaviour = next;
    },
    empty: async () => {
      await rm(join(directory, bucket), { recursive: true });
      await service.configureBuckets();
    },
    goAway,
    comeBack: () => listen(port),
    close: async () => {
      await goAway();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
