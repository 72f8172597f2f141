// Every screen, in light and dark, at 390 and 1280 pixels: no violation of accessibility rules, and nothing wider than the
// screen.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { enter, launch, openPage, photograph, settle, violations } from "./support/browser.mjs";
import { fill, openBoth, SECRET_VALUE } from "./support/processes.mjs";

const PROJECT = "/teams/first-team/projects/todo";
const STAGING = `${PROJECT}/deployments/staging`;

const SCREENS = [
  ["teams", "/"],
  ["projects", "/teams/first-team"],
  ["team deployments", "/teams/first-team/deployments"],
  ["members", "/teams/first-team/members"],
  ["audit log", "/teams/first-team/audit-log"],
  ["deployments", PROJECT],
  ["drift", `${PROJECT}/drift`],
  ["overview", `${PROJECT}/deployments/production`],
  ["environment", `${PROJECT}/deployments/production/environment`],
  ["keys", `${PROJECT}/deployments/production/keys`],
  ["backups", `${STAGING}/backups`],
  ["check", "/check"],
  ["not found", "/nowhere"],
  ["missing deployment", `${PROJECT}/deployments/missing`],
  ["report", "/check", (page) => page.getByRole("button", { name: "Try an example" }).click(), ".verdict"],
  ["new project", "/teams/first-team", (page) => page.getByRole("button", { name: "New project" }).click(), "dialog"],
  ["new deployment", PROJECT, (page) => page.getByRole("button", { name: "New deployment" }).click(), "dialog"],
  ["new key", `${STAGING}/keys`, (page) => page.getByRole("button", { name: "New deploy key" }).click(), "dialog"],
  ["edit variable", `${PROJECT}/deployments/production/environment`, (page) => page.getByRole("button", { name: "Edit API_KEY" }).click(), "dialog"],
  ["restore", `${STAGING}/backups`, (page) => page.getByRole("button", { name: /^Restore backup/ }).click(), "dialog form"],
];

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

test("every screen is accessible and fits, in light and dark, narrow and wide", async (context) => {
  const { page, problems } = await openPage(browser, both.dashboard.origin);
  await enter(page, both.dashboard.url);
  for (const [name, path, act, wanted] of SCREENS) {
    await context.test(name, async () => {
      await page.setViewportSize({ width: 1280, height: 900 });
      await page.goto(both.dashboard.origin + path);
      await settle(page);
      await act?.(page);
      if (wanted !== undefined) await page.locator(wanted).first().waitFor();
      for (const width of [1280, 390]) {
        await page.setViewportSize({ width, height: 900 });
        for (const colorScheme of ["light", "dark"]) {
          await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
          await photograph(page, `${name.replaceAll(" ", "-")}-${width}-${colorScheme}`);
          assert.deepEqual(await violations(page), [], `${name}, ${width} pixels, ${colorScheme}`);
        }
      }
      // 320 pixels are 1280 at a zoom of 400 %.
      for (const width of [1280, 390, 320]) {
        await page.setViewportSize({ width, height: 900 });
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        assert.ok(overflow <= 0, `${name}: ${overflow} pixels wider than ${width}`);
      }
      if (act === undefined) assert.ok(!(await page.content()).includes(SECRET_VALUE), `${name} shows a secret`);
    });
  }
  assert.deepEqual(problems, []);
});

test("screens without data say what to do", async () => {
  const { page, problems } = await openPage(browser, both.dashboard.origin);
  await enter(page, both.dashboard.url);
  await both.convex.team("first-team").project("empty").ensure();
  for (const [path, text] of [
    ["/teams/first-team/projects/empty", /Create one with “New deployment”/],
    ["/teams/first-team/projects/empty/drift", /needs two deployments/],
    [`${STAGING}/keys`, /Create one for your CI/],
    [`${PROJECT}/deployments/production/backups`, /Make one before a risky change/],
  ]) {
    await page.goto(both.dashboard.origin + path);
    await page.getByText(text).waitFor();
    assert.deepEqual(await violations(page), [], path);
  }
  await page.goto(`${both.dashboard.origin}/teams/first-team`);
  await page.getByLabel("Search projects").fill("zzz");
  await page.getByText("No project matches “zzz”").waitFor();
  await page.getByLabel("Search projects").fill("tod");
  await page.getByRole("link", { name: "todo" }).waitFor();
  assert.deepEqual(problems, []);
});
