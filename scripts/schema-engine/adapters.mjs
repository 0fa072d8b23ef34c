/** Prisma's PostgreSQL adapter, corrected where the schema engine needs more than the client does. */
import { randomUUID } from "node:crypto";
import { PrismaPg } from "@prisma/adapter-pg";
import { ColumnTypeEnum } from "@prisma/driver-adapter-utils";
import { createDatabase, dropDatabase, openPool, schemaNameOf, withDatabase } from "./server.mjs";

/** PostgreSQL's type "char", in which the catalogue keeps its one-letter codes; and text. */
const charOid = 18;
const textOid = 25;

const shadows = new Map();

/** Opens connections for the engine; the scratch database of a comparison is another one than the database itself. */
export class AdapterFactory extends PrismaPg {
  #datasource;

  constructor(datasource) {
    const { url } = datasource;
    super(url ? openPool(url) : {}, { schema: url && schemaNameOf(url) });
    this.#datasource = datasource;
  }

  async connect() {
    return correct(await super.connect());
  }

  // The adapter's own method asks for the scratch database by name, but its pool keeps the connection string, and that
  // wins: the engine would replay every migration on the database itself.
  async connectToShadowDb() {
    const { url, shadowDatabaseUrl } = this.#datasource;
    if (shadowDatabaseUrl) return connectTo(shadowDatabaseUrl);
    const name = `prisma_migrate_shadow_db_${randomUUID()}`;
    await createDatabase(url, name);
    shadows.set(name, url);
    const adapter = await connectTo(withDatabase(url, name));
    const dispose = adapter.dispose.bind(adapter);
    adapter.dispose = async () => {
      await dispose();
      await dropShadow(name);
    };
    return adapter;
  }
}

/** Drops what is left of scratch databases; an answer is sent only afterwards, since the CLI then ends this process. */
export async function dropShadows() {
  await Promise.allSettled([...shadows.keys()].map(dropShadow));
}

async function dropShadow(name) {
  const url = shadows.get(name);
  if (shadows.delete(name)) await dropDatabase(url, name);
}

async function connectTo(url) {
  const options = { schema: schemaNameOf(url), disposeExternalPool: true };
  return correct(await new PrismaPg(openPool(url), options).connect());
}

function correct(adapter) {
  const { queryRaw } = adapter;
  // The adapter cuts a script at every semicolon, also inside the body of a function.
  adapter.executeScript = async (script) => {
    try {
      await adapter.underlyingDriver().query(script);
    } catch (error) {
      adapter.onError(error);
    }
  };
  // It does not know "char" either, and the engine panics unless such a column comes as a character.
  adapter.queryRaw = async (query) => {
    const characters = [];
    const performIO = async (io) => {
      const answer = await adapter.performIO(io);
      for (const [index, field] of answer.fields.entries()) {
        if (field.dataTypeID !== charOid) continue;
        characters.push(index);
        field.dataTypeID = textOid;
      }
      return answer;
    };
    const result = await queryRaw.call(Object.create(adapter, { performIO: { value: performIO } }), query);
    for (const index of characters) result.columnTypes[index] = ColumnTypeEnum.Character;
    return result;
  };
  return adapter;
}
