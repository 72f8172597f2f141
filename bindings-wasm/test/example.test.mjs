// Tests of the static page in `examples/browser`, in Chromium.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createServer } from "node:http";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const executablePath = process.env["CHROMIUM"] ?? "/usr/bin/chromium";
const args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
const TYPES = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".wasm": "application/wasm" };
const EXAMPLE = fileURLToPath(new URL("../../examples/", import.meta.url));

let folder;
let browser;
let page;
const problems = [];
const requests = [];

const server = createServer(async (request, response) => {
  const path = request.url === "/" ? "/index.html" : request.url;
  try {
    const body = await readFile(join(folder, path));
    response.writeHead(200, { "content-type": TYPES[extname(path)] ?? "application/octet-stream" }).end(body);
  } catch {
    response.writeHead(404).end();
  }
});

before(async () => {
  folder = await mkdtemp(join(tmpdir(), "convex-ops-"));
  execFileSync(process.execPath, [join(EXAMPLE, "browser/build.mjs"), folder]);
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  browser = await chromium.launch({ executablePath, args });
  page = await browser.newPage({ viewport: { width: 390, height: 800 } });
  page.on("pageerror", (error) => problems.push(String(error)));
  page.on("console", (message) => message.type() === "error" && problems.push(message.text()));
  page.on("request", (request) => requests.push(new URL(request.url()).origin));
  await page.goto(`http://127.0.0.1:${server.address().port}/`);
  await page.locator("#validators").waitFor();
});

after(async () => {
  await browser?.close();
  server.close();
  await rm(folder, { recursive: true, force: true });
});

/** Fills the fields of a form, submits it, and returns its answer. */
async function ask(form, fields) {
  for (const [name, value] of Object.entries(fields)) await page.locator(`#${form} [name=${name}]`).fill(value);
  await page.locator(`#${form} button`).click();
  return page.locator(`#${form} output`).innerText();
}

test("two validators get yes, or a value that is refused", async () => {
  const first = await ask("validators", {});
  assert.match(first, /^No\./);
  assert.match(first, /"role": "admin"/);
  assert.match(await ask("validators", { b: 'v.object({ name: v.string(), role: v.union(v.literal("member"), v.literal("admin")), "more": v.optional(v.any()) })' }), /^Yes/);
  assert.match(await ask("validators", { a: "v.nullable(v.record(v.string(), v.array(v.id('users'))))", b: '{"type": "any"}' }), /^Yes/);
  assert.match(await ask("validators", { a: "v.literal(1n) // an integer", b: "v.int64()," }), /unexpected `,`/);
  assert.match(await ask("validators", { a: "v.literal(-1n)", b: "v.int64();" }), /^Yes/);
  assert.match(await ask("validators", { a: "v.literal(1.5)", b: "v.literal(-1.5)" }), /^No/);
});

test("unknown fields are ignored on request", async () => {
  const fields = { a: "v.object({ a: v.null(), b: v.null() })", b: "v.object({ a: v.null() })" };
  assert.match(await ask("validators", fields), /^No/);
  await page.locator("[name=open]").check();
  assert.match(await ask("validators", fields), /^Yes/);
  await page.locator("[name=open]").uncheck();
});

test("errors name the place, and text is never markup", async () => {
  assert.equal(await ask("validators", { a: "v.object({\n  a: v.strin(),\n})", b: "v.any()" }), "Before: line 2, column 8: unknown validator `v.strin`");
  assert.match(await ask("validators", { a: "v.any()", b: "v.optional(v.any())" }), /After: .*belongs to a field/);
  assert.match(await ask("validators", { a: "v.any()", b: "v.array(v.optional(v.any()))" }), /After: .*belongs to a field/);
  const answer = await ask("validators", { a: 'v.literal("<img src=x onerror=alert(1)>")', b: "v.null()" });
  assert.match(answer, /<img src=x/);
  assert.equal(await page.locator("#validators img").count(), 0);
});

test("two apps get what breaks, and a report is verified", async () => {
  const [baseline, candidate] = await Promise.all(["baseline", "candidate"].map((name) => readFile(join(EXAMPLE, `sample/${name}.json`), "utf8")));
  const answer = await ask("apps", { baseline, candidate });
  assert.match(answer, /^Breaking\./);
  assert.match(answer, /not checked/);
  assert.match(await ask("apps", { baseline, candidate: baseline }), /^Safe/);
  const { checkSync, init } = await import("convex-ops-wasm/web");
  await init(await readFile(new URL("../pkg/convex_ops_bg.wasm", import.meta.url)));
  const report = checkSync(baseline, candidate);
  await page.locator("#apps [name=candidate]").fill(candidate);
  assert.match(await ask("report", { report: JSON.stringify(report) }), /^\d+ witnesses were confirmed/);
  const forged = { ...report, findings: report.findings.map((finding) => (finding.witness === undefined ? finding : { ...finding, witness: { forged: true } })) };
  assert.match(await ask("report", { report: JSON.stringify(forged) }), /^\d+ witnesses are wrong/);
});

test("a file is read where it is dropped", async () => {
  const text = await readFile(join(EXAMPLE, "sample/baseline.json"), "utf8");
  const transfer = await page.evaluateHandle((content) => {
    const data = new DataTransfer();
    data.items.add(new File([content], "baseline.json"));
    return data;
  }, text);
  await page.locator("#apps [name=baseline]").fill("");
  await page.dispatchEvent("#apps [name=baseline]", "drop", { dataTransfer: transfer });
  await page.waitForFunction((length) => document.querySelector("#apps [name=baseline]").value.length === length, text.length);
});

test("the page fits a phone, reports no problem and asks no other server", async () => {
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
  assert.deepEqual(problems, []);
  assert.deepEqual([...new Set(requests)], [`http://127.0.0.1:${server.address().port}`]);
  const sent = await page.evaluate(() => fetch("https://example.com").then(() => "sent", () => "refused"));
  assert.equal(sent, "refused");
});
