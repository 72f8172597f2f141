// Tests how the bundler without Node is found and run, with a script in its place.

import assert from "node:assert/strict";
import { chmodSync, copyFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { project } from "./project.mjs";

const REQUEST = {
  functions: "convex/",
  appDefinition: { changedModules: [{ path: "made/up.js", source: "export const a = 1;", environment: "isolate" }] },
};

/** Writes a program with this code into the project. */
function program(app, code) {
  const file = app.path("convex-ops-bundle");
  writeFileSync(file, `#!${process.execPath}\nconst [folder, option, output, , inputs] = process.argv.slice(2);\n${code}\n`);
  chmodSync(file, 0o755);
  return file;
}

const writes = `const { writeFileSync } = require("node:fs");
  writeFileSync(output, JSON.stringify(${JSON.stringify(REQUEST)})); writeFileSync(inputs, "[]");`;

function bundled({ status, stdout, stderr }) {
  assert.equal(status, 0, stderr);
  assert.match(stderr, /bundled by rolldown: module hashes differ from those of Convex's command/);
  return JSON.parse(stdout).content.appDefinition.changedModules.map(({ path }) => path);
}

test("it is used without Node or on request, from its variable or the PATH", (t) => {
  const app = project(t, "minimal-app");
  const file = program(app, writes);
  const programs = app.programs();
  const named = { PATH: programs, CONVEX_OPS_BUNDLE: file };
  assert.deepEqual(bundled(app.ops(["bundle", "."], { env: named })), ["made/up.js"]);
  assert.deepEqual(bundled(app.ops(["bundle", ".", "--bundler", "rolldown"], { env: { CONVEX_OPS_BUNDLE: file } })), ["made/up.js"]);
  copyFileSync(file, join(programs, "convex-ops-bundle"));
  const onPath = { PATH: programs, CONVEX_OPS_BUNDLE: "" };
  assert.deepEqual(bundled(app.ops(["bundle", "."], { env: onPath })), ["made/up.js"]);

  const { status, stdout, stderr } = app.ops(["bundle", "."], { env: { CONVEX_OPS_BUNDLE: file } });
  assert.equal(status, 0, stderr);
  assert.match(stdout, /"messages\.js"/, "with Node, Convex's command is used");
});

test("it is called with the folder, or with a copy of the revision", (t) => {
  const app = project(t, "minimal-app");
  const text = 'const text = require("node:fs").readFileSync(folder + "/convex/messages.ts", "utf8");';
  const env = { CONVEX_OPS_BUNDLE: program(app, `${text} if (option !== "--output" || text.includes("later")) process.exit(3); ${writes}`) };
  app.append("convex/messages.ts", "// later\n");
  assert.match(app.ops(["bundle", ".", "--bundler", "rolldown"], { env }).stderr, /convex-ops-bundle` failed \(exit status: 3\)/);
  bundled(app.ops(["bundle", "git:main", "--bundler", "rolldown"], { env }));
});

test("its output is reported if it fails", (t) => {
  const app = project(t, "minimal-app");
  const fails = (code, wanted) => {
    const env = { CONVEX_OPS_BUNDLE: program(app, code) };
    const { status, stderr } = app.ops(["bundle", ".", "--bundler", "rolldown"], { env });
    assert.equal(status, 2, stderr);
    assert.match(stderr, wanted);
  };
  fails('console.error("error: not today"); process.exit(1);', /failed \(exit status: 1\)(.|\n)*error: not today/);
  fails("", /`.*convex-ops-bundle` wrote no request/);
  fails('for (const file of [output, inputs]) require("node:fs").writeFileSync(file, "{}");', /appDefinition/);
});
