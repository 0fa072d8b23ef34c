/**
 * Where the embedded database lives under `DATA_DIR`, and what the processes of this directory share.
 * Everything sits in one folder, so that one rename brings a finished cluster and its password into being together.
 */
import { join } from "node:path";
import type { Launcher } from "./account.ts";

/** The part of a pino logger that the database uses. */
export type Log = Record<"debug" | "info" | "warn" | "error", (fields: object, message: string) => void>;

export interface Place {
  /** `DATA_DIR` as an absolute path without symbolic links. */
  root: string;
  home: string;
  /** PostgreSQL's own data directory. */
  cluster: string;
  password: string;
  serverLog: string;
  launcher: Launcher;
}

/** Names the files of an embedded database; makes nothing. */
export function placeUnder(root: string, launcher: Launcher): Place {
  const home = join(root, "postgres");
  return { root, home, ...filesIn(home), launcher };
}

/** The layout inside the folder, the same while it is being made under another name. */
export function filesIn(home: string): Pick<Place, "cluster" | "password" | "serverLog"> {
  return {
    cluster: join(home, "data"),
    password: join(home, "password"),
    serverLog: join(home, "server.log"),
  };
}
