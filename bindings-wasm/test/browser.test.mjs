import assert from "node:assert/strict";
import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { transform } from "esbuild";
import { chromium } from "playwright-core";
import { connect } from "convex-ops-wasm/node";
import { serve } from "../../conformance/platform-client/server.mjs";
import { readCorpus } from "./corpus.mjs";

const executablePath = process.env["CHROMIUM"] ?? "/usr/bin/chromium";
const args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
const TYPES = { html: "text/html", js: "text/javascript", mjs: "text/javascript", json: "application/json", wasm: "application/wasm" };
const FOLDERS = { package: new URL("../", import.meta.url), conformance: new URL("../../conformance/", import.meta.url) };

/** The path of the proxy. */
const PROXY = "/convex-api";

let platform;
let credentials = 0;

/** Sends a request to the platform, with the token that the page does not have. */
async function forward(request, response) {
  const { host, connection, ...headers } = request.headers;
  if (headers.authorization !== undefined) credentials += 1;
  const pieces = [];
  for await (const piece of request) pieces.push(piece);
  const { status, headers: answered, body } = await fetch(platform.url + request.url.slice(PROXY.length), {
    method: request.method,
    headers: { authorization: `Bearer ${platform.token}`, ...headers },
    ...(pieces.length > 0 && { body: Buffer.concat(pieces) }),
  });
  response.writeHead(status, { "content-type": answered.get("content-type") ?? "application/octet-stream" });
  for await (const piece of body ?? []) response.write(piece);
  response.end();
}

const server = createServer(async (request, response) => {
  if (request.url.startsWith(`${PROXY}/`)) {
    await forward(request, response);
    return;
  }
  if (request.url === "/corpus.json") {
    response.writeHead(200, { "content-type": TYPES.json }).end(JSON.stringify(readCorpus()));
    return;
  }
  const [, folder, ...rest] = request.url.split("/");
  try {
    // Its types are removed, and nothing else.
    if (request.url === "/package/test/story-browser.js") {
      const { code } = await transform(await readFile(new URL("story-browser.ts", import.meta.url), "utf8"), { loader: "ts" });
      response.writeHead(200, { "content-type": TYPES.js }).end(code);
      return;
    }
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
  platform = await serve();
  origin = `http://127.0.0.1:${server.address().port}`;
  browser = await chromium.launch({ executablePath, args });
});

after(async () => {
  await browser?.close();
  await platform?.stop();
  server.close();
});

/** Opens a page of this folder. Returns its outcome, and the errors and failed requests until then. */
async function outcomeOf(name) {
  const page = await browser.newPage();
  const problems = [];
  const failed = [];
  page.on("pageerror", (error) => problems.push(String(error)));
  page.on("requestfailed", (request) => failed.push(request.url()));
  await page.goto(`${origin}/package/test/${name}.html`);
  const outcome = await page.waitForFunction(() => globalThis.outcome).then((handle) => handle.jsonValue());
  return { outcome, problems, failed };
}

test("the browser entry supports all operations in Chromium", async () => {
  const { outcome: { names, failures }, problems, failed } = await outcomeOf("page");
  assert.ok(names.length > 500, `${names.length} cases`);
  assert.deepEqual({ failures, problems, failed }, { failures: [], problems: [], failed: [] });
});

test("checks in a worker work in Chromium", async () => {
  const { outcome: { names, failures }, problems } = await outcomeOf("background");
  assert.ok(names.length > 9, `${names.length} cases`);
  assert.deepEqual({ failures, problems }, { failures: [], problems: [] });
});

test("the client works in Chromium, through a proxy that adds the token", async () => {
  const { outcome: { names, failures }, problems } = await outcomeOf("platform");
  assert.ok(names.length > 7, `${names.length} cases`);
  assert.deepEqual({ failures, problems }, { failures: [], problems: [] });
  assert.ok(credentials <= 1, "only the case of a wrong token sends one");
});

test("a call to a server that does not allow the page names the proxy", async () => {
  const strict = createServer((_, response) => response.end("{}"));
  await new Promise((resolve) => strict.listen(0, "127.0.0.1", resolve));
  const page = await browser.newPage();
  await page.goto(`${origin}/package/test/empty.html`);
  const message = await page.evaluate(async (location) => {
    const { connect, init, UnavailableError } = await import("/package/esm/web.js");
    await init();
    const error = await connect(location, { token: "t", maxAttempts: 1 }).whoami().catch((error) => error);
    return error instanceof UnavailableError ? error.message : `${error}`;
  }, `http://127.0.0.1:${strict.address().port}`);
  strict.close();
  assert.match(message, /may not allow pages of http:\/\/127\.0\.0\.1:\d+ \(CORS\); use `convex-ops dashboard`, whose proxy/);
});

test("the story runs in Chromium", async () => {
  await platform.admin("set_plan", { teamId: platform.teamId, plan: "professional" });
  const { outcome: lines } = await outcomeOf("story");
  // Browsers deploy nothing.
  const deploys = /^(released|verdict|refused|step|back|releases) .*\n/gm;
  assert.equal(lines, (await readFile(new URL("story/lines.txt", FOLDERS.conformance), "utf8")).replace(deploys, ""));
});

test("the story of a dashboard runs in Chromium", async () => {
  const admin = connect(platform.url, { token: platform.token });
  const project = await admin.team("first-team").project("chat").ensure();
  await project.deployment("staging").ensure();
  const { drawn, secret, html, error } = (await outcomeOf("story-browser")).outcome;
  assert.equal(error, undefined);
  assert.ok(drawn.some((line) => line.startsWith("custom ")), drawn.join("; "));
  assert.match(drawn.at(-1), /^(\d+)\/\1$/);
  assert.ok(secret.includes("|"));
  assert.match(html, /^<!doctype html>[^]*document-mismatch/i);
});
