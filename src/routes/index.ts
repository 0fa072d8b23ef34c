/** The table of contents of the API: every plugin and its prefix, grouped by who calls it. */

import type { FastifyInstance, FastifyPluginAsync } from "fastify";
import { erasure } from "./administration/erasure.ts";
import { events } from "./administration/events.ts";
import { mails } from "./administration/mails.ts";
import { blocks } from "./administration/publications/blocks.ts";
import { categories } from "./administration/publications/categories.ts";
import { publications } from "./administration/publications/publications.ts";
import { reviewReasons } from "./administration/publications/review-reasons.ts";
import { rules } from "./administration/publications/rules.ts";
import { deskQueues } from "./administration/queues.ts";
import { invitations } from "./administration/staff/invitations.ts";
import { me } from "./administration/staff/me.ts";
import { staff } from "./administration/staff/staff.ts";
import { subscribers } from "./administration/subscribers.ts";
import { deskWebhooks } from "./administration/webhooks.ts";
import { deskArticles } from "./desk/articles.ts";
import { deskDecisions } from "./desk/decisions.ts";
import { models } from "./desk/models.ts";
import { deskOrganizations } from "./desk/organizations.ts";
import { releaseQueue } from "./desk/queue.ts";
import { deskReleases } from "./desk/releases.ts";
import { deskSchedule } from "./desk/schedule.ts";
import { similar } from "./desk/similar.ts";
import { deskVersions } from "./desk/versions.ts";
import { organizationKeys, staffKeys } from "./keys/key-routes.ts";
import { othersKeys } from "./keys/others-keys.ts";
import { problems } from "./operators/problems.ts";
import { articleForms } from "./public/article-forms.ts";
import { articles } from "./public/articles.ts";
import { calendar } from "./public/calendar.ts";
import { feeds } from "./public/feeds.ts";
import { files } from "./public/files.ts";
import { sitemaps } from "./public/sitemaps.ts";
import { stream } from "./public/stream.ts";
import { subscriptions } from "./public/subscriptions.ts";
import { agencies, clients } from "./submitters/agencies.ts";
import { assets } from "./submitters/assets.ts";
import { checks } from "./submitters/checks.ts";
import { decisions } from "./submitters/decisions.ts";
import { domains } from "./submitters/domains.ts";
import { organizations } from "./submitters/organizations.ts";
import { releases } from "./submitters/releases.ts";
import { webhooks } from "./submitters/webhooks.ts";
import { versionRoutes } from "./version-routes.ts";

const displayName = Symbol.for("fastify.display-name");

/** Registers plugins by the names they have here: Fastify looks through all loaded modules for one that tells it none. */
async function register(
  app: FastifyInstance,
  prefix: string,
  ...plugins: FastifyPluginAsync[]
): Promise<void> {
  for (const plugin of plugins) {
    Object.assign(plugin, { [displayName]: plugin.name });
    await app.register(plugin, { prefix });
  }
}

/** What the public reads, also from a page of any other site. */
const readers: FastifyPluginAsync = async (app) => {
  app.addHook("onRoute", (route) => {
    route.config = { limit: "public-read", cors: { origin: "*" }, ...route.config };
  });
  await register(app, "/v1", stream, articles, articleForms);
  await register(app, "", feeds, calendar, sitemaps, files);
};

const versions = versionRoutes("releases", { submitter: "release:read" });

/** Registers every route; the order is that of the documentation. */
export const routes: FastifyPluginAsync = async (app) => {
  // Businesses, clubs and town halls
  await register(app, "/v1", checks, organizations, domains, clients, agencies, organizationKeys);
  await register(app, "/v1", releases, versions, decisions, assets, webhooks);
  // The desk
  await register(
    app,
    "/v1/admin",
    releaseQueue,
    deskReleases,
    deskVersions,
    similar,
    deskDecisions,
    deskSchedule,
    deskArticles,
    deskOrganizations,
    models,
  );
  // Who administers it
  await register(
    app,
    "/v1/admin",
    publications,
    categories,
    rules,
    blocks,
    reviewReasons,
    staffKeys,
    staff,
    me,
    othersKeys,
    erasure,
    events,
    mails,
    subscribers,
    deskQueues,
    deskWebhooks,
  );
  await register(app, "/v1", invitations);
  // Readers
  await register(app, "", readers);
  await register(app, "/v1", subscriptions);
  // Whoever reads a problem
  await register(app, "", problems);
};
