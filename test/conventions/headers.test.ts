/** What every answer tells browsers (SEC-41), whatever was asked and whatever came of it. */

import { afterAll, beforeAll, expect, it } from "vitest";
import { aRelease } from "../support/builders.ts";
import { openNewsroom, type TestNewsroom } from "../support/newsroom.ts";
import { type DeclaredRoute, withRoutes } from "../support/surfaces/declared-routes.ts";
import { call } from "../support/surfaces/route-table.ts";

let room: TestNewsroom;
let declared: readonly DeclaredRoute[];
let slug: string;
/** Of a managing editor. */
let editorKey: string;

beforeAll(async () => {
  ({ opened: room, declared } = await withRoutes(() => openNewsroom({ env: { RATE_LIMITS: "off" } })));
  const editor = { name: "Ed", email: "ed@star.example", role: "managing_editor" };
  editorKey = (await room.admin.post("/v1/admin/staff", editor)).body.apiKey;
  slug = (await room.submitted(await room.organization(), aRelease())).article.slug;
});
afterAll(() => room.close());

const asked = {
  "content-security-policy": /default-src/,
  "cross-origin-opener-policy": /^same-origin/,
  "cross-origin-resource-policy": /^(?:cross|same)-origin$/,
  "permissions-policy": /geolocation=\(\)/,
  "referrer-policy": /^no-referrer$/,
  "strict-transport-security": /^max-age=(?:31536|[4-9]\d{4})\d{3}/,
  "x-content-type-options": /^nosniff$/,
};

/** What is wrong with the headers of an answer. */
function objectionsTo(headers: Headers): string[] {
  const missing = Object.entries(asked).flatMap(([name, form]) =>
    form.test(headers.get(name) ?? "") ? [] : [`${name}: ${headers.get(name)}`],
  );
  const told = ["server", "x-powered-by"].filter((name) => headers.has(name));
  const type = headers.get("content-type");
  const isText = type !== null && /^text\/|json|xml|javascript/.test(type);
  return [...missing, ...told, ...(isText && !/charset=utf-8/i.test(type) ? [type] : [])];
}

it("is told by every route, to whom it lets in and to whom it does not", async () => {
  const found: string[] = [];
  for (const { method, path, template } of declared) {
    for (const key of [undefined, editorKey]) {
      // The stream does not end, and its headers are those of the others.
      if (template.endsWith("/stream")) continue;
      const { headers, status } = await call(room.origin, { method, path }, { key });
      found.push(
        ...objectionsTo(headers).map((objection) => `${method} ${template} ${status}: ${objection}`),
      );
    }
  }
  expect(found).toEqual([]);
});

it("is told by what is made, by what is kept, by redirects and where nothing is", async () => {
  const paths = [
    ...[
      "/v1/articles",
      "/v1/articles",
      `/v1/articles/${slug}`,
      `/v1/articles/${slug}`,
      "/feeds/rss.xml",
      "/sitemap.xml",
    ],
    ...[
      "/docs",
      "/openapi.json",
      "/nothing/here",
      "/v1/articles/nothing-here",
      "/v1/articles?cursor=x",
      "/%zz",
      "/health/live",
    ],
  ];
  const found = [];
  for (const path of paths) {
    const { headers, status } = await fetch(`${room.origin}${path}`, { redirect: "manual" });
    found.push(...objectionsTo(headers).map((objection) => `${path} ${status}: ${objection}`));
  }
  expect(found).toEqual([]);
});
