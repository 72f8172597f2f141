// Tests that unchanged apps are not bundled again, and that changed ones are. A run that bundles writes its entry again, as a
// new file.

import assert from "node:assert/strict";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { project } from "./project.mjs";

const MESSAGES = "convex/messages.ts";

/** Returns an app that imports a package of its own, and functions that run the command. */
function app(t) {
  const app = project(t, "minimal-app");
  const installed = join(import.meta.dirname ?? new URL(".", import.meta.url).pathname, "node_modules");
  rmSync(app.path("node_modules"));
  mkdirSync(app.path("node_modules/extra"), { recursive: true });
  for (const name of readdirSync(installed)) {
    if (!name.startsWith(".")) symlinkSync(join(installed, name), app.path(`node_modules/${name}`));
  }
  app.write("node_modules/extra/package.json", '{"name": "extra", "version": "1.0.0", "main": "index.js"}');
  app.write("node_modules/extra/index.js", "export const limit = 1;");
  app.append(MESSAGES, 'export { limit } from "extra";\n');
  app.commit();
  const cache = mkdtempSync(join(tmpdir(), "convex-ops-cache-"));
  t.after(() => rmSync(cache, { recursive: true, force: true }));
  const folder = join(cache, "convex-ops");
  const run = (args) => app.ops(args, { env: { XDG_CACHE_HOME: cache } });
  const entries = () =>
    existsSync(folder) ? readdirSync(folder).map((name) => `${name} ${statSync(join(folder, name), { bigint: true }).ino}`).sort() : [];
  return {
    ...app,
    entries,
    check: (...args) => run(["check", "--baseline", "git:main", "--candidate", ".", ...args]),
    /** Opens an app, and checks if its entry was found. */
    isKept: (input) => {
      const before = entries();
      const { status, stderr } = run(["surface", input]);
      assert.equal(status, 0, stderr);
      return before.length > 0 && entries().join() === before.join();
    },
  };
}

test("with both sides unchanged, nothing is bundled", (t) => {
  const it = app(t);
  const first = it.check();
  assert.equal(first.status, 0, first.stderr);
  const entries = it.entries();
  assert.equal(entries.length, 2);
  const again = it.check();
  assert.deepEqual([again.status, again.stdout, again.stderr], [0, first.stdout, first.stderr]);
  assert.deepEqual(it.entries(), entries);
  assert.equal(it.check("--no-cache").status, 0);
});

test("with one side changed, only the other is bundled", (t) => {
  const it = app(t);
  assert.equal(it.check().status, 0);
  it.replace(MESSAGES, "limit: v.number()", "limit: v.string()");
  assert.ok(it.isKept("git:main") && !it.isKept("."));
  assert.equal(it.check().status, 1, "the change is seen");
  const entries = it.entries();
  assert.equal(it.check().status, 1);
  assert.deepEqual(it.entries(), entries);
});

test("whatever a bundler reads makes a difference", (t) => {
  const it = app(t);
  writeFileSync(it.path(".gitignore"), `${it.read(".gitignore")}ignored.ts\n`);
  it.write("convex/ignored.ts", "export const a = 1;");
  it.commit();
  const changes = {
    "a new file": () => it.write("convex/other.ts", "export const b = 1;"),
    "an ignored file": () => it.write("convex/ignored.ts", "export const a = 22;"),
    "a file beside the functions": () => it.write("package.json", `${it.read("package.json")}\n`),
    "a file of a package": () => it.write("node_modules/extra/index.js", "export const limit = 2;"),
    "another version of a package": () => it.replace("node_modules/extra/package.json", "1.0.0", "1.0.1"),
  };
  for (const [what, change] of Object.entries(changes)) {
    assert.equal(it.check().status, 0, what);
    assert.ok(it.isKept("."), what);
    change();
    assert.ok(!it.isKept("."), what);
  }
});

test("an app with errors is not kept", (t) => {
  const it = app(t);
  it.append(MESSAGES, "throw new Error('not today');\n");
  for (let run = 0; run < 2; run += 1) assert.match(it.check().stdout, /not today/);
  assert.equal(it.entries().length, 1, "the other side alone is kept");
});
