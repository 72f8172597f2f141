// Failures: an expired token, a server that is gone, a tab of an earlier run. Also where the credentials are.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { enter, launch, openPage, photograph, violations } from "./support/browser.mjs";
import { fill, openBoth, openDashboard } from "./support/processes.mjs";

let both;
let browser;

before(async () => {
  both = await openBoth();
  await fill(both.convex);
  browser = await launch();
});

after(async () => {
  await browser?.close();
  await both?.stop();
});

test("an expired token is explained", async () => {
  const dashboard = await openDashboard(["--to", both.platform.url], { CONVEX_ACCESS_TOKEN: "an-expired-token-0123456789" });
  const { page } = await openPage(browser, dashboard.origin);
  await enter(page, dashboard.url);
  await page.getByText("The access token is not valid, or has expired").waitFor();
  await page.getByText("npx convex login").waitFor();
  assert.ok(!(await page.content()).includes("an-expired-token"));
  await photograph(page, "expired-token");
  assert.deepEqual(await violations(page), []);
  await dashboard.stop();
});

test("a server that is gone is explained, and the page continues once it is back", async () => {
  const { page } = await openPage(browser, both.dashboard.origin);
  await enter(page, both.dashboard.url);
  await page.route("**/convex-api/**", (route) => route.abort("connectionrefused"));
  await page.getByRole("link", { name: /First team/ }).click();
  await page.getByText("The dashboard's server does not respond").waitFor();
  await photograph(page, "server-gone");
  assert.deepEqual(await violations(page), []);
  await page.unroute("**/convex-api/**");
  await page.getByRole("button", { name: "Try again" }).click();
  await page.getByRole("link", { name: "todo" }).waitFor();
});

test("a page without its proxy names it", async () => {
  const { page } = await openPage(browser, both.dashboard.origin);
  await page.route("**/session", (route) => route.fulfill({ contentType: "text/html", body: "<!doctype html>" }));
  await page.goto(both.dashboard.url);
  await page.getByText("This page needs its proxy").waitFor();
  await page.route("**/session", (route) => route.abort("connectionrefused"));
  await page.reload();
  await page.getByText("This page needs its proxy").waitFor();
  await page.getByText("convex-ops dashboard").first().waitFor();
});

test("a slow network shows that data is loaded", async () => {
  const { page } = await openPage(browser, both.dashboard.origin);
  await enter(page, both.dashboard.url);
  let release;
  const held = new Promise((resolve) => {
    release = resolve;
  });
  await page.route("**/convex-api/**", async (route) => {
    await held;
    await route.continue();
  });
  await page.getByRole("link", { name: /First team/ }).click();
  await page.getByText("Loading the projects").waitFor();
  assert.deepEqual(await violations(page), []);
  release();
  await page.getByRole("link", { name: "todo" }).waitFor();
});

test("a tab without the secret shows nothing, and a second tab receives it", async () => {
  const stranger = await openPage(browser, both.dashboard.origin);
  await stranger.page.goto(both.dashboard.origin);
  await stranger.page.getByText("This tab does not belong to the running dashboard").waitFor();
  assert.deepEqual(await violations(stranger.page), []);
  const wrong = await openPage(browser, both.dashboard.origin);
  await wrong.page.goto(`${both.dashboard.origin}/#secret=wrong`);
  await wrong.page.getByText("This tab does not belong to the running dashboard").waitFor();

  const { page, context } = await openPage(browser, both.dashboard.origin);
  await enter(page, both.dashboard.url);
  const second = await context.newPage();
  await second.goto(`${both.dashboard.origin}/teams/first-team`);
  await second.getByRole("link", { name: "todo" }).waitFor();
  await second.reload();
  await second.getByRole("link", { name: "todo" }).waitFor();
});

test("the page never holds the token or a deployment's key", async () => {
  const { page, context, problems } = await openPage(browser, both.dashboard.origin);
  const texts = [];
  await page.route(/\/convex-(api|deployments)\//, async (route) => {
    const response = await route.fetch();
    texts.push(await response.text());
    await route.fulfill({ response });
  });
  await enter(page, both.dashboard.url);
  assert.ok(!page.url().includes("secret"), page.url());
  for (const [screen, shown] of [
    ["environment", "API_KEY"],
    ["keys", "ci"],
    ["backups", "No backups yet"],
  ]) {
    await page.goto(`${both.dashboard.origin}/teams/first-team/projects/todo/deployments/production/${screen}`);
    await page.getByText(shown, { exact: true }).waitFor();
  }
  assert.ok(texts.some((text) => text.includes("held-by-the-proxy")), "the page has asked for access");
  for (const text of texts) assert.ok(!text.includes(both.platform.token) && !/"adminKey":"[^"]*\|/.test(text));
  const stored = await page.evaluate(() => JSON.stringify([Object.keys(sessionStorage), { ...localStorage }, document.cookie]));
  assert.equal(stored, '[["secret-of-the-run"],{},""]');
  assert.deepEqual(await context.cookies(), []);
  assert.deepEqual(problems, []);
});
