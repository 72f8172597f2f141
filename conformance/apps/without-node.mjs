// What the bundler that needs no Node makes of the sample apps, with that bundler's program in CONVEX_OPS_BUNDLE.

import assert from "node:assert/strict";
import { test } from "node:test";
import { judge } from "./judge.mjs";
import { project } from "./project.mjs";

assert.ok(process.env.CONVEX_OPS_BUNDLE, "CONVEX_OPS_BUNDLE names the program `convex-ops-bundle`");

for (const name of ["tiny", "whole"]) {
  test(`${name}: its modules say what those of Convex's own command say, and what Node says`, (t) => {
    const { folder } = project(t, name);
    assert.deepEqual(judge(folder, "rolldown"), judge(folder, "convex"));
  });
}

test("it takes over where there is no Node, and says so; nothing is written into the project", (t) => {
  const app = project(t, "whole");
  const env = { PATH: app.programs("git") };
  const outcomes = [".", "git:main", "git:HEAD"].map((from) => app.ops(["bundle", from], { env }));
  for (const { status, stderr } of outcomes) {
    assert.equal(status, 0, stderr);
    assert.match(stderr, /: rolldown bundled it: the hashes of its modules are not those of Convex's own command/);
  }
  const [folder, main, head] = outcomes.map(({ stdout }) => JSON.parse(stdout).content);
  assert.deepEqual(main, head);
  const named = ({ appDefinition }) => appDefinition.changedModules.map(({ path }) => path).filter((path) => !path.startsWith("_deps/"));
  assert.deepEqual(named(folder), named(main));
  assert.equal(app.git("status", "--short", "--ignored", "convex"), "");
});

test("a check by it finds what breaks, and lets through what doesn't", (t) => {
  const app = project(t, "tiny");
  const againstMain = ["check", "--baseline", "git:main", "--candidate", ".", "--bundler", "rolldown"];
  app.replace("convex/messages.ts", "limit: v.number()", "limit: v.number(), order: v.string()");
  const breaking = app.ops(againstMain);
  assert.equal(breaking.status, 1, breaking.stderr);
  assert.match(breaking.stdout, /args-field-required {2}function messages\.js:list \.order/);
  app.replace("convex/messages.ts", "order: v.string()", "order: v.optional(v.string())");
  assert.equal(app.ops(againstMain).status, 0);
});

test("what is wrong is named with its place, in the code as it was written", (t) => {
  const app = project(t, "tiny");
  const fails = (wanted) => {
    const { status, stderr } = app.ops(["surface", ".", "--bundler", "rolldown"]);
    assert.equal(status, 2, stderr);
    assert.match(stderr, wanted);
  };
  app.append("convex/messages.ts", "\nthrow new Error('not today');\n");
  fails(/`messages\.js` can't be evaluated: not today \(convex\/messages\.ts:\d+\)/);
  app.append("convex/messages.ts", "\nimport './nowhere';\n");
  fails(/Could not resolve '\.\/nowhere' in convex\/messages\.ts/);
});
