import assert from "node:assert/strict";
import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { chromium } from "playwright-core";

const executablePath = process.env["CHROMIUM"] ?? "/usr/bin/chromium";
const args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
const TYPES = { html: "text/html", js: "text/javascript", mjs: "text/javascript", json: "application/json", wasm: "application/wasm" };
const FOLDERS = { package: new URL("../", import.meta.url), conformance: new URL("../../conformance/", import.meta.url) };

const server = createServer(async (request, response) => {
  const [, folder, ...rest] = request.url.split("/");
  try {
    if (!Object.hasOwn(FOLDERS, folder) || rest.includes("..")) throw new Error("unknown folder");
    const body = await readFile(new URL(rest.join("/"), FOLDERS[folder]));
    response.writeHead(200, { "content-type": TYPES[request.url.split(".").at(-1)] }).end(body);
  } catch {
    response.writeHead(404).end();
  }
});

let browser;
let origin;

before(async () => {
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  origin = `http://127.0.0.1:${server.address().port}`;
  browser = await chromium.launch({ executablePath, args });
});

after(async () => {
  await browser?.close();
  server.close();
});

test("the browser entry supports all operations in Chromium", async () => {
  const page = await browser.newPage();
  const problems = [];
  page.on("pageerror", (error) => problems.push(String(error)));
  page.on("requestfailed", (request) => problems.push(request.url()));
  await page.goto(`${origin}/package/test/page.html`);
  const { names, failures } = await page.waitForFunction(() => globalThis.outcome).then((handle) => handle.jsonValue());
  assert.ok(names.length > 40, `${names.length} cases`);
  assert.deepEqual({ failures, problems }, { failures: [], problems: [] });
});
