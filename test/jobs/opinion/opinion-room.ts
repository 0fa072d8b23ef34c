/** A newsroom that asks a model for second opinions, with the model, the work to be done by hand, and what is logged. */

import { Writable } from "node:stream";
import { pino } from "pino";
import { systemContext } from "../../../src/context.ts";
import { askAbout } from "../../../src/services/opinions/ask.ts";
import { moderateRelease } from "../../../src/services/pipeline/moderate.ts";
import { aRelease } from "../../support/builders.ts";
import { objection, openModel } from "../../support/neighbours/language-model.ts";
import { openNewsroom } from "../../support/newsroom.ts";

/** The newsroom's, with the model. */
export const key = "sk-k3pt-to-ourselves";

export type OpinionRoom = Awaited<ReturnType<typeof openOpinionRoom>>;

/** Opens one, where each release waits for an editor. */
export async function openOpinionRoom() {
  const lines: Record<string, any>[] = [];
  const log = pino(
    { level: "debug" },
    new Writable({
      write: (line, _encoding, done) => {
        lines.push(JSON.parse(String(line)));
        done();
      },
    }),
  );
  const model = await openModel();
  const env = { AI_BASE_URL: model.baseUrl, AI_API_KEY: key, AI_MODEL: "small" };
  const room = await openNewsroom({ working: false, log, env: { ...env, RATE_LIMITS: "off" } });
  await room.admin.patch("/v1/admin/publications/main", { autoPublish: "never" });
  const society = await room.organization();

  const system = () => systemContext(room.newsroom, "opinion");
  const ask = (id: string) => askAbout(system(), id);
  const read = async (id: string) => (await room.admin.get(`/v1/admin/releases/${id}`)).body;
  const opinionsOn = async (id: string) =>
    (((await read(id)).moderation?.findings ?? []) as Record<string, any>[]).filter(({ engine }) => engine);
  const work = async (id: string) =>
    (await room.sql("select * from opinion_work where release_id = $1", [id]))[0];

  /** The id of a release that waits for an editor. */
  async function held(release: Record<string, unknown> = aRelease()): Promise<string> {
    const { id } = (await society.post("/v1/releases", release)).body;
    await moderateRelease(system(), id);
    return id;
  }

  return {
    ...room,
    ...{ model, society, lines, system, ask, read, opinionsOn, work, held },
    /** Forgets every question and answer; the model objects until told otherwise. */
    forget: async () => {
      await room.sql("delete from opinion_work");
      // The words of releases come again after forty, and their numbers are hidden where they look like a telephone's.
      await room.sql("delete from opinions");
      model.behave(() => ({ findings: [objection()] }));
      // A failure of the test before is no longer the last of a row, after which the model would be left alone.
      await room.newsroom.languageModel?.ask({ instructions: "", material: "", schema: {} });
      model.asked.length = 0;
      lines.length = 0;
    },
    close: async () => {
      await room.close();
      await model.close();
    },
  };
}
