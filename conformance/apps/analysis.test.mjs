// Compares the evaluation of the sample apps and their public components in QuickJS with that in Node.

import assert from "node:assert/strict";
import { test } from "node:test";
import { count, judge } from "./judge.mjs";
import { project } from "./project.mjs";

for (const [name, least] of [["minimal-app", 3], ["full-app", 30]]) {
  test(`${name}: every export is the same as in Node`, (t) => {
    const { functions } = count(judge(project(t, name).folder, "convex"));
    t.diagnostic(`${functions} functions`);
    assert.ok(functions >= least, `${functions} functions`);
  });
}

test("the judge detects differences", (t) => {
  const app = project(t, "minimal-app");
  app.append("convex/messages.ts", "\nexport const odd = query({ args: process.env.PATH ? { a: v.string() } : {}, handler: () => 1 });\n");
  assert.throws(() => judge(app.folder, "convex"), /component \(the app\)/);
});
