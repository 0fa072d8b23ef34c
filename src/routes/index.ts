/** The table of contents of the API: every plugin and its prefix, grouped by who calls it. */

import type { FastifyPluginAsync } from "fastify";
import { deskArticles } from "./desk/articles.ts";
import { deskDecisions } from "./desk/decisions.ts";
import { events } from "./desk/events.ts";
import { deskOrganizations } from "./desk/organizations.ts";
import { deskQueues } from "./desk/queues.ts";
import { deskReleases } from "./desk/releases.ts";
import { settings } from "./desk/settings.ts";
import { staff } from "./desk/staff.ts";
import { problems } from "./operators/problems.ts";
import { articles } from "./public/articles.ts";
import { feeds } from "./public/feeds.ts";
import { assets } from "./submitters/assets.ts";
import { checks } from "./submitters/checks.ts";
import { decisions } from "./submitters/decisions.ts";
import { keys } from "./submitters/keys.ts";
import { organizations } from "./submitters/organizations.ts";
import { releases } from "./submitters/releases.ts";

/** Registers every route; the order is that of the documentation. */
export const routes: FastifyPluginAsync = async (app) => {
  // Businesses, clubs and town halls
  for (const plugin of [checks, organizations, keys, releases, decisions, assets]) {
    await app.register(plugin, { prefix: "/v1" });
  }
  // The desk
  for (const plugin of [
    deskReleases,
    deskDecisions,
    deskArticles,
    deskOrganizations,
    settings,
    staff,
    events,
    deskQueues,
  ]) {
    await app.register(plugin, { prefix: "/v1/admin" });
  }
  // Readers
  await app.register(articles, { prefix: "/v1" });
  await app.register(feeds);
  // Whoever reads a problem
  await app.register(problems);
};
