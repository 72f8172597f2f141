// Tests the bundler without Node on the sample apps. CONVEX_OPS_BUNDLE is the path of its program.

import assert from "node:assert/strict";
import { test } from "node:test";
import { judge } from "./judge.mjs";
import { project } from "./project.mjs";

assert.ok(process.env.CONVEX_OPS_BUNDLE, "set CONVEX_OPS_BUNDLE to the path of `convex-ops-bundle`");

for (const name of ["minimal-app", "full-app"]) {
  test(`${name}: its modules are equivalent to those of Convex's command`, (t) => {
    const { folder } = project(t, name);
    assert.deepEqual(judge(folder, "rolldown"), judge(folder, "convex"));
  });
}

test("without Node, it is used with a note and leaves the project unchanged", (t) => {
  const app = project(t, "full-app");
  const env = { PATH: app.programs("git") };
  const outcomes = [".", "git:main", "git:HEAD"].map((from) => app.ops(["bundle", from], { env }));
  for (const { status, stderr } of outcomes) {
    assert.equal(status, 0, stderr);
    assert.match(stderr, /: bundled by rolldown: module hashes differ from those of Convex's command/);
  }
  const [folder, main, head] = outcomes.map(({ stdout }) => JSON.parse(stdout).content);
  assert.deepEqual(main, head);
  const named = ({ appDefinition }) => appDefinition.changedModules.map(({ path }) => path).filter((path) => !path.startsWith("_deps/"));
  assert.deepEqual(named(folder), named(main));
  assert.equal(app.git("status", "--short", "--ignored", "convex"), "");
});

test("a check with it reports breaking changes only", (t) => {
  const app = project(t, "minimal-app");
  const againstMain = ["check", "--baseline", "git:main", "--candidate", ".", "--bundler", "rolldown"];
  app.replace("convex/messages.ts", "limit: v.number()", "limit: v.number(), order: v.string()");
  const breaking = app.ops(againstMain);
  assert.equal(breaking.status, 1, breaking.stderr);
  assert.match(breaking.stdout, /args-field-required {2}function messages\.js:list \.order/);
  app.replace("convex/messages.ts", "order: v.string()", "order: v.optional(v.string())");
  assert.equal(app.ops(againstMain).status, 0);
});

test("errors have a location in the source", (t) => {
  const app = project(t, "minimal-app");
  const fails = (expected) => {
    const { status, stderr } = app.ops(["surface", ".", "--bundler", "rolldown"]);
    assert.equal(status, 2, stderr);
    assert.match(stderr, expected);
  };
  app.append("convex/messages.ts", "\nthrow new Error('not today');\n");
  fails(/`messages\.js` cannot be evaluated: not today \(convex\/messages\.ts:\d+\)/);
  app.append("convex/messages.ts", "\nimport './nowhere';\n");
  fails(/Could not resolve '\.\/nowhere' in convex\/messages\.ts/);
});
