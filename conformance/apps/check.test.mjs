// A check of what is checked out against a git revision, with Convex's own command as the bundler.

import assert from "node:assert/strict";
import { mkdirSync, rmSync } from "node:fs";
import { test } from "node:test";
import { project } from "./project.mjs";

const MESSAGES = "convex/messages.ts";
const againstMain = ["check", "--baseline", "git:main", "--candidate", "."];

test("a change that breaks callers is found, and one that does not is let through", (t) => {
  const app = project(t, "tiny");
  app.replace(MESSAGES, "limit: v.number()", "limit: v.number(), order: v.string()");
  const breaking = app.ops(againstMain);
  assert.equal(breaking.status, 1, breaking.stderr);
  assert.match(breaking.stdout, /args-field-required {2}function messages\.js:list \.order/);

  app.replace(MESSAGES, "order: v.string()", "order: v.optional(v.string())");
  const safe = app.ops(againstMain);
  assert.equal(safe.status, 0, safe.stdout + safe.stderr);
});

test("nothing is written into the project, and its own settings lead nowhere", (t) => {
  const app = project(t, "tiny");
  app.write(".env.local", "CONVEX_DEPLOYMENT=dev:not-there-123\n");
  const outcome = app.ops(againstMain, { env: { CONVEX_DEPLOY_KEY: "prod:not-there-123|secret" } });
  assert.equal(outcome.status, 0, outcome.stderr);
  assert.equal(app.git("status", "--short", "--ignored", "convex"), "");
  assert.equal(app.git("status", "--short"), "");
});

test("a folder of a repository is compared with the same folder of a revision", (t) => {
  const app = project(t, "tiny");
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

test("an app is the same artifact from its folder, from a revision and again", (t) => {
  const app = project(t, "whole");
  const outcomes = [".", "git:main", "git:HEAD"].map((from) => app.ops(["bundle", from]));
  for (const outcome of outcomes) assert.equal(outcome.status, 0, outcome.stderr);
  const [folder, main, head] = outcomes.map((outcome) => outcome.stdout);
  assert.equal(main, head);
  assert.equal(folder, main);
});

test("other versions of dependencies are noted", (t) => {
  const app = project(t, "tiny");
  app.write("package-lock.json", "{}");
  app.commit();
  app.write("package-lock.json", "{ }");
  const outcome = app.ops(againstMain);
  assert.match(outcome.stderr, /note: git:main: `package-lock\.json` of main is not that of the working tree/);
});

test("what is wrong is named, with what to do", (t) => {
  const app = project(t, "tiny");
  const fails = (args, wanted) => {
    const { status, stderr } = app.ops(args);
    assert.equal(status, 2, stderr);
    assert.match(stderr, wanted);
  };
  fails(["surface", "git:nowhere"], /git:nowhere: git knows no commit `nowhere`\n help: fetch it first/);
  fails(["surface", "git:main:elsewhere"], /there is no folder `convex`/);
  app.append(MESSAGES, "\nthrow new Error('not today');\n");
  fails(["surface", "."], /`messages\.js` can't be evaluated: not today \(convex\/messages\.ts:\d+\)/);
  app.append(MESSAGES, "\nexport const = 3;\n");
  fails(["surface", "."], /Expected identifier but found "="(.|\n)*messages\.ts:\d+/);
  rmSync(app.path("node_modules"));
  fails(["surface", "git:main"], /the package `convex` is not installed/);
});

test("a program that is missing is named, with what to install", (t) => {
  const app = project(t, "tiny");
  const fails = (args, env, wanted) => {
    const { status, stderr } = app.ops(["surface", ...args], { env: { CONVEX_OPS_BUNDLE: "", ...env } });
    assert.equal(status, 2, stderr);
    assert.match(stderr, wanted);
  };
  const bundler = "install the bundler that needs no Node.*cargo install --locked --path core/bundle";
  const neither = "there is neither a program `node` nor `convex-ops-bundle`";
  fails(["."], { PATH: app.programs() }, new RegExp(`${neither}\n help: install Node\\.js.*or ${bundler}`));
  fails([".", "--bundler", "rolldown"], {}, new RegExp(`there is no program \`convex-ops-bundle\`\n help: ${bundler}`));
  const named = { CONVEX_OPS_BUNDLE: app.path("nowhere") };
  fails([".", "--bundler", "rolldown"], named, /there is no program `.*nowhere`, which CONVEX_OPS_BUNDLE names/);
  fails([".", "--bundler", "convex"], { PATH: app.programs("git") }, /there is no program `node`\n help: install Node\.js/);
  fails(["."], { PATH: app.programs("node") }, /there is no program `git`/);
});
