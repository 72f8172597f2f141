import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { connect } from "convex-ops";
import convexOps from "convex-ops/vite";
import { build, createServer } from "vite";
import { serve } from "../../conformance/platform-client/server.mjs";

const OLD = fileURLToPath(new URL("../../conformance/story/old.json", import.meta.url));
const NEW = fileURLToPath(new URL("../../conformance/story/new.json", import.meta.url));

let root;

before(async () => {
  root = await mkdtemp(join(tmpdir(), "convex-ops-"));
  await writeFile(join(root, "index.html"), '<script type="module" src="/main.js"></script>');
  await writeFile(join(root, "main.js"), "document.title = import.meta.env.VITE_CONVEX_URL ?? 'none';");
});

after(() => rm(root, { recursive: true }));

/** Builds the page, and returns its code. */
async function built(options, config = {}) {
  const plugins = [convexOps(options)];
  const output = await build({ root, configFile: false, logLevel: "silent", build: { write: false }, plugins, ...config });
  return [output].flat().flatMap((part) => part.output.map((chunk) => chunk.code ?? "")).join("");
}

test("a build that breaks nothing ends, and one that breaks stops", async () => {
  assert.match(await built({ baseline: OLD, app: OLD }), /none/);
  await assert.rejects(built({ baseline: OLD, app: NEW }), (error) => {
    return /convex-ops/.test(String(error.plugin ?? error.message)) && /args-field-required/.test(error.message);
  });
  // The level decides.
  await assert.rejects(built({ baseline: NEW, app: OLD, failOn: "info" }), /convex\//);
});

test("an app that cannot be read stops the build", async () => {
  await assert.rejects(built({ baseline: OLD, app: "missing.json" }), /missing\.json/);
});

test("a live baseline is read with the key, and its URL is set in the page", async () => {
  const server = await serve();
  const names = ["CONVEX_DEPLOY_KEY", "CONVEX_PROVISION_HOST", "CONVEX_OPS_RELEASES"];
  try {
    const convex = connect(server.url, { token: server.token, releases: join(root, "releases") });
    const [team] = await convex.teams.list().all();
    const production = await (await team.project("todo").ensure()).production().ensure();
    await production.confirm(production.name).deploy(OLD);
    const key = await production.deployKeys.create("ci", { preset: "prGate" });
    process.env.CONVEX_DEPLOY_KEY = key.secret.expose();
    process.env.CONVEX_PROVISION_HOST = server.url;
    const page = await built({ app: OLD, failOnUndecided: false });
    assert.ok(page.includes(production.url), page);
    await assert.rejects(built({ app: NEW }), /args-field-required/);
  } finally {
    for (const name of names) delete process.env[name];
    await server.stop();
  }
});

test("the development server warns of a change only if it is asked to", async () => {
  const warnings = [];
  const customLogger = { info() {}, warnOnce() {}, error() {}, clearScreen() {}, hasErrorLogged: () => false, hasWarned: false };
  customLogger.warn = (text) => warnings.push(text);
  for (const dev of ["off", "warn"]) {
    const plugins = [convexOps({ baseline: OLD, app: NEW, dev })];
    const server = await createServer({ root, configFile: false, customLogger, server: { middlewareMode: true }, plugins });
    const warned = new Promise((resolve) => (customLogger.warn = (text) => resolve(warnings.push(text))));
    server.watcher.emit("change", join(root, "convex", "tasks.ts"));
    if (dev === "warn") await warned;
    await server.close();
  }
  assert.equal(warnings.length, 1);
  assert.match(warnings[0], /args-field-required/);
});
