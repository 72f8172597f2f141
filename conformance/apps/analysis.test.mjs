// What QuickJS says of the sample apps, and of the public components that they mount, is what Node says.

import assert from "node:assert/strict";
import { test } from "node:test";
import { counted, judge } from "./judge.mjs";
import { project } from "./project.mjs";

for (const [name, least] of [["tiny", 3], ["whole", 30]]) {
  test(`${name}: every export is what Node says`, (t) => {
    const { functions } = counted(judge(project(t, name).folder, "convex"));
    t.diagnostic(`${functions} functions`);
    assert.ok(functions >= least, `${functions} functions`);
  });
}

test("the judge sees what differs", (t) => {
  const app = project(t, "tiny");
  app.append("convex/messages.ts", "\nexport const odd = query({ args: process.env.PATH ? { a: v.string() } : {}, handler: () => 1 });\n");
  assert.throws(() => judge(app.folder, "convex"), /component \(the app\)/);
});
