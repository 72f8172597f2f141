// Plain bundlers build a page with the package, which then checks documents in Chromium: without plugins.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createServer } from "node:http";
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";
import { chromium } from "playwright-core";
import * as vite from "vite";
import webpack from "webpack";

const executablePath = process.env["CHROMIUM"] ?? "/usr/bin/chromium";
const args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
const TYPES = { ".html": "text/html", ".js": "text/javascript", ".wasm": "application/wasm" };
const PACKAGE = fileURLToPath(new URL("../", import.meta.url));
const PARCEL = join(PACKAGE, "node_modules/parcel/lib/bin.js");

let root;
let browser;

before(async () => {
  root = await mkdtemp(join(tmpdir(), "convex-ops-"));
  await cp(join(PACKAGE, "test/bundled"), root, { recursive: true });
  await writeFile(join(root, "package.json"), '{ "private": true, "type": "module" }');
  // The files of the package as npm installs them.
  for (const name of ["esm", "pkg", "package.json"]) {
    await cp(join(PACKAGE, name), join(root, "node_modules/convex-ops-wasm", name), { recursive: true });
  }
  browser = await chromium.launch({ executablePath, args });
});

after(async () => {
  await browser?.close();
  await rm(root, { recursive: true, force: true });
});

/** Opens a page, and checks what it shows. */
async function checkPage(url) {
  const page = await browser.newPage();
  const problems = [];
  page.on("pageerror", (error) => problems.push(String(error)));
  page.on("requestfailed", (request) => problems.push(request.url()));
  await page.goto(url);
  await page.waitForFunction((failed) => document.body.innerText !== "" || failed.length > 0, problems);
  assert.deepEqual([await page.innerText("body"), problems], ["a-b-1 breaking document-mismatch", []]);
  await page.close();
}

/** Serves a folder, and checks its page. */
async function checkFolder(folder) {
  const server = createServer(async (request, response) => {
    const path = request.url === "/" ? "index.html" : request.url;
    try {
      const body = await readFile(join(root, folder, path));
      response.writeHead(200, { "content-type": TYPES[extname(path)] ?? "application/octet-stream" }).end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  await checkPage(`http://127.0.0.1:${server.address().port}/`);
  server.close();
  const modules = (await readdir(join(root, folder), { recursive: true })).filter((name) => name.endsWith(".wasm"));
  assert.equal(modules.length, 1, "the page and its worker share the module");
}

test("Vite builds a page", async () => {
  await vite.build({ root, configFile: false, logLevel: "error", build: { outDir: "vite" } });
  await checkFolder("vite");
});

test("Vite serves a page for development", async () => {
  const server = await vite.createServer({ root, configFile: false, logLevel: "error", server: { host: "127.0.0.1", port: 0 } });
  await server.listen();
  await checkPage(server.resolvedUrls.local[0]);
  await server.close();
});

test("webpack builds a page", async () => {
  const settings = { mode: "production", context: root, entry: "./app.js", output: { path: join(root, "webpack"), filename: "app.js" } };
  await new Promise((resolve, reject) => {
    webpack(settings, (error, stats) => (error !== null || stats.hasErrors() ? reject(error ?? new Error(stats.toString())) : resolve()));
  });
  await cp(join(root, "index.html"), join(root, "webpack/index.html"));
  await checkFolder("webpack");
});

test("esbuild builds a page, with the worker and the module as entries", async () => {
  const entryPoints = { app: "app.js", "convex-ops-worker": "convex-ops-wasm/worker", convex_ops_bg: "convex-ops-wasm/convex_ops_bg.wasm" };
  const loader = { ".wasm": "copy" };
  await esbuild.build({ absWorkingDir: root, entryPoints, loader, bundle: true, format: "esm", outdir: "esbuild", logLevel: "error" });
  await cp(join(root, "index.html"), join(root, "esbuild/index.html"));
  await checkFolder("esbuild");
});

test("Parcel builds a page", async () => {
  execFileSync(process.execPath, [PARCEL, "build", "index.html", "--dist-dir", "parcel", "--no-cache", "--log-level", "error"], { cwd: root });
  await checkFolder("parcel");
});
