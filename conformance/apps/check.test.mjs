// Checks the working tree against a git revision, with Convex's command as the bundler.

import assert from "node:assert/strict";
import { mkdirSync, rmSync } from "node:fs";
import { test } from "node:test";
import { project } from "./project.mjs";

const MESSAGES = "convex/messages.ts";
const againstMain = ["check", "--baseline", "git:main", "--candidate", "."];

test("only changes that break callers are reported", (t) => {
  const app = project(t, "minimal-app");
  app.replace(MESSAGES, "limit: v.number()", "limit: v.number(), order: v.string()");
  const breaking = app.ops(againstMain);
  assert.equal(breaking.status, 1, breaking.stderr);
  assert.match(breaking.stdout, /args-field-required {2}function messages\.js:list \.order/);

  app.replace(MESSAGES, "order: v.string()", "order: v.optional(v.string())");
  const safe = app.ops(againstMain);
  assert.equal(safe.status, 0, safe.stdout + safe.stderr);
});

test("the project is unchanged, and its deployment settings are not used", (t) => {
  const app = project(t, "minimal-app");
  app.write(".env.local", "CONVEX_DEPLOYMENT=dev:not-there-123\n");
  const outcome = app.ops(againstMain, { env: { CONVEX_DEPLOY_KEY: "prod:not-there-123|secret" } });
  assert.equal(outcome.status, 0, outcome.stderr);
  assert.equal(app.git("status", "--short", "--ignored", "convex"), "");
  assert.equal(app.git("status", "--short"), "");
});

test("a subfolder is compared with the same folder of a revision", (t) => {
  const app = project(t, "minimal-app");
  mkdirSync(app.path("apps"));
  for (const file of ["convex", "package.json"]) app.git("mv", file, `apps/${file}`);
  app.commit();
  app.replace("apps/convex/messages.ts", "limit: v.number()", "limit: v.string()");
  const inside = app.ops(againstMain, { cwd: app.path("apps") });
  assert.equal(inside.status, 1, inside.stderr);
  const named = app.ops(["check", "--baseline", "git:main:apps", "--candidate", "apps"]);
  assert.equal(named.status, 1, named.stderr);
  assert.equal(named.stdout, inside.stdout);
});

test("artifacts are reproducible from a folder and from a revision", (t) => {
  const app = project(t, "full-app");
  const outcomes = [".", "git:main", "git:HEAD"].map((from) => app.ops(["bundle", from]));
  for (const outcome of outcomes) assert.equal(outcome.status, 0, outcome.stderr);
  const [folder, main, head] = outcomes.map((outcome) => outcome.stdout);
  assert.equal(main, head);
  assert.equal(folder, main);
});

test("different versions of dependencies are noted", (t) => {
  const app = project(t, "minimal-app");
  app.write("package-lock.json", "{}");
  app.commit();
  app.write("package-lock.json", "{ }");
  const outcome = app.ops(againstMain);
  assert.match(outcome.stderr, /note: git:main: `package-lock\.json` of main differs from the working tree/);
});

test("errors have a location and help", (t) => {
  const app = project(t, "minimal-app");
  const fails = (args, wanted) => {
    const { status, stderr } = app.ops(args);
    assert.equal(status, 2, stderr);
    assert.match(stderr, wanted);
  };
  fails(["surface", "git:nowhere"], /git:nowhere: commit `nowhere` not found\n help: fetch it first/);
  fails(["surface", "git:main:elsewhere"], /folder `convex` not found/);
  app.append(MESSAGES, "\nthrow new Error('not today');\n");
  fails(["surface", "."], /`messages\.js` cannot be evaluated: not today \(convex\/messages\.ts:\d+\)/);
  app.append(MESSAGES, "\nexport const = 3;\n");
  fails(["surface", "."], /Expected identifier but found "="(.|\n)*messages\.ts:\d+/);
  rmSync(app.path("node_modules"));
  fails(["surface", "git:main"], /the package `convex` is not installed/);
});

test("errors name missing programs and how to install them", (t) => {
  const app = project(t, "minimal-app");
  const fails = (args, env, wanted) => {
    const { status, stderr } = app.ops(["surface", ...args], { env: { CONVEX_OPS_BUNDLE: "", ...env } });
    assert.equal(status, 2, stderr);
    assert.match(stderr, wanted);
  };
  const bundler = "install the bundler without Node.*cargo install --locked --path core/bundle";
  const neither = "programs `node` and `convex-ops-bundle` not found";
  fails(["."], { PATH: app.programs() }, new RegExp(`${neither}\n help: install Node\\.js.*or ${bundler}`));
  fails([".", "--bundler", "rolldown"], {}, new RegExp(`program \`convex-ops-bundle\` not found\n help: ${bundler}`));
  const named = { CONVEX_OPS_BUNDLE: app.path("nowhere") };
  fails([".", "--bundler", "rolldown"], named, /program `.*nowhere`, named by CONVEX_OPS_BUNDLE, not found/);
  fails([".", "--bundler", "convex"], { PATH: app.programs("git") }, /program `node` not found\n help: install Node\.js/);
  fails(["."], { PATH: app.programs("node") }, /program `git` not found/);
});

test("the smallest change is suggested at its line", (t) => {
  const app = project(t, "minimal-app");
  app.replace(MESSAGES, "limit: v.number()", "limit: v.string(), order: v.boolean()");
  const { stdout } = app.ops([...againstMain, "--format", "markdown"]);
  const suggestions = [...stdout.matchAll(/^```suggestion\n(.*)\n```$/gm)].map(([, line]) => line);
  assert.deepEqual(suggestions.sort(), [
    "  args: { limit: v.string(), order: v.optional(v.boolean()) },",
    "  args: { limit: v.union(v.string(), v.float64()), order: v.boolean() },",
  ]);
  app.git("commit", "--quiet", "--all", "--message", "a change");
  const { stdout: ofRevision } = app.ops(["check", "--baseline", "git:main~1", "--candidate", "git:main", "--format", "markdown"]);
  assert.equal(ofRevision.match(/^```suggestion$/gm)?.length, 2);
  app.replace(MESSAGES, "limit: v.string(), order: v.boolean()", "limit: v.string(), order: v.optional(v.boolean())");
  app.append(MESSAGES, "const text = v.string();\n");
  app.replace(MESSAGES, "limit: v.string()", "limit: text");
  const { stdout: elsewhere } = app.ops(["check", "--baseline", "git:main~1", "--candidate", ".", "--format", "markdown"]);
  assert.doesNotMatch(elsewhere, /suggestion/);
});

test("errors of the bundler start with the cause, and are lines", (t) => {
  const app = project(t, "minimal-app");
  app.append(MESSAGES, 'import gone from "gone-package"; export const x = gone;\n');
  const { status, stderr } = app.ops(["surface", "."]);
  assert.equal(status, 2);
  const [first, place, ...rest] = stderr.split("\n").filter((line) => !line.startsWith("note:"));
  assert.equal(first, 'error: .: cannot bundle the app: Could not resolve "gone-package"');
  assert.match(place, /^ +convex\/messages\.ts:22:17:$/);
  assert.match(rest.at(-2), /^ help: install the project's dependencies/);
  assert.doesNotMatch(stderr, /127\.0\.0\.1|Deploying|tmp|external/);
});

test("a Node or a package that is too old is named", (t) => {
  const app = project(t, "minimal-app");
  rmSync(app.path("node_modules"));
  mkdirSync(app.path("node_modules/convex/bin"), { recursive: true });
  app.write("node_modules/convex/bin/main.js", "process.exit(3)");
  const refused = (manifest) => {
    app.write("node_modules/convex/package.json", JSON.stringify(manifest));
    return app.ops(["surface", "git:main", "--bundler", "convex"], { env: { CONVEX_OPS_BUNDLE: "" } }).stderr;
  };
  assert.match(refused({ version: "1.49.0", engines: { node: ">=99.0.0" } }), /`convex` 1\.49\.0 needs Node\.js 99\.0\.0, and \d+/);
  assert.match(refused({ version: "1.31.6" }), /`convex` 1\.31\.6 cannot bundle without a deployment\n help: update `convex` to 1\.31\.7/);
  assert.match(refused({ version: "1.48.0", engines: { node: ">=18" } }), /Cannot find module 'esbuild'/);
});
