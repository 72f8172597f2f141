// A browser for a test file.

import { mkdir, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { chromium } from "playwright-core";

const ARGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
const AXE = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** Time to wait for a part of the page: machines of CI are slow. */
const PATIENCE_MS = 30_000;

/** Starts Chromium. */
export function launch() {
  return chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ARGS });
}

/** Opens a page. Collects its exceptions, and requests to other origins than its own. */
export async function openPage(browser, origin, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, permissions: [], ...options });
  context.setDefaultTimeout(PATIENCE_MS);
  const page = await context.newPage();
  const problems = [];
  page.on("pageerror", (error) => problems.push(String(error)));
  page.on("console", (message) => {
    if (/Content.Security.Policy/i.test(message.text())) problems.push(message.text());
  });
  page.on("request", (request) => {
    const { protocol } = new URL(request.url());
    if (protocol !== "blob:" && new URL(request.url()).origin !== origin) problems.push(`request to ${request.url()}`);
  });
  return { page, context, problems };
}

/** Opens the dashboard in a page, and waits for its first screen. */
export async function enter(page, url) {
  await page.goto(url);
  await page.getByRole("heading", { name: "Teams", level: 1 }).waitFor();
}

/** Waits until a screen shows its data. */
export async function settle(page) {
  await page.locator("h1").waitFor();
  await page.waitForFunction(() => document.querySelector(".spinner") === null);
}

/** Returns the violations of accessibility rules on the page, in one line each. */
export async function violations(page) {
  await page.evaluate(AXE);
  const { violations } = await page.evaluate(() => globalThis.axe.run({ resultTypes: ["violations"] }));
  return violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ html }) => html).join(" ")}`);
}

const SCREENSHOTS = process.env.DASHBOARD_SCREENSHOTS;

/** Saves a screenshot in the folder DASHBOARD_SCREENSHOTS, if it is set. */
export async function photograph(page, name, fullPage = true) {
  if (SCREENSHOTS === undefined) return;
  await mkdir(SCREENSHOTS, { recursive: true });
  await page.screenshot({ path: join(SCREENSHOTS, `${name}.png`), fullPage });
}
