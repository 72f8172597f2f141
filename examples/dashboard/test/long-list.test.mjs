// A list of 10,000 deployments: only the rows on the screen exist, and scrolling does not block the page.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { enter, launch, openPage, photograph } from "./support/browser.mjs";
import { openBoth } from "./support/processes.mjs";

const COUNT = 10_000;

/** Longest task of the main thread while scrolling, in milliseconds. */
const LONGEST_TASK_MS = 100;

let both;
let browser;

before(async () => {
  both = await openBoth();
  await both.convex.team("first-team").project("todo").ensure();
  browser = await launch();
});

after(async () => {
  await browser?.close();
  await both?.stop();
});

/** A deployment of the list, as the platform writes it. */
const deployment = (number) => ({
  kind: "cloud", id: number, name: `happy-otter-${number}`, deploymentUrl: `https://happy-otter-${number}.convex.cloud`,
  deploymentType: "preview", reference: `preview/branch-${number}`, isDefault: false, projectId: 1, region: "aws-us-east-1",
  class: "s16", createTime: 1_700_000_000_000, lastDeployTime: 1_700_000_000_000 + number, expiresAt: null, creator: null,
  previewIdentifier: `branch-${number}`,
});

test("10,000 deployments scroll", async () => {
  const { page, problems } = await openPage(browser, both.dashboard.origin);
  await enter(page, both.dashboard.url);
  const items = Array.from({ length: COUNT }, (_, index) => deployment(index + 1));
  await page.route(/list_deployments/, (route) => route.fulfill({ json: items }));
  const start = Date.now();
  await page.goto(`${both.dashboard.origin}/teams/first-team/projects/todo`);
  await page.getByText(`${COUNT} of ${COUNT} deployments`).waitFor({ timeout: 60_000 });
  console.log(`listed in ${Date.now() - start} ms`);
  const rows = () => page.locator(".long-row").count();
  assert.ok((await rows()) < 60, `${await rows()} rows`);
  assert.equal(await page.getByRole("table", { name: "Deployments" }).getAttribute("aria-rowcount"), String(COUNT + 1));
  const longest = await page.evaluate(async () => {
    let longest = 0;
    const observer = new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) longest = Math.max(longest, duration);
    });
    observer.observe({ type: "longtask" });
    for (let step = 1; step <= 60; step += 1) {
      scrollTo(0, (document.documentElement.scrollHeight * step) / 60);
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
    return longest;
  });
  // Rows are measured as they appear, so the end may move.
  await page.waitForFunction((name) => {
    scrollTo(0, document.documentElement.scrollHeight);
    return document.body.innerText.includes(name);
  }, `happy-otter-${COUNT}`);
  assert.ok((await rows()) < 60, `${await rows()} rows at the end`);
  await photograph(page, "long-list-end", false);
  console.log(`longest task while scrolling: ${Math.round(longest)} ms`);
  if (process.env.DASHBOARD_TIMINGS === "1") assert.ok(longest <= LONGEST_TASK_MS, `${longest} ms`);
  await page.evaluate(() => scrollTo(0, 0));
  await page.getByLabel("Search deployments").fill("branch-777");
  await page.getByText(/^11 of 10000 deployments$/).waitFor();
  assert.deepEqual(problems, []);
});
