/** The table of contents of the API: every plugin and its prefix, grouped by who calls it. */

import cors from "@fastify/cors";
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

/** What the public reads may be read from any site; nothing else may be asked from a page of somebody else's. */
const readers: FastifyPluginAsync = async (app) => {
  await app.register(cors, {
    origin: "*",
    methods: ["GET", "HEAD"],
    exposedHeaders: ["etag", "x-request-id"],
  });
  await app.register(articles, { prefix: "/v1" });
  await app.register(feeds);
};

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
  await app.register(readers);
  // Whoever reads a problem
  await app.register(problems);
};
