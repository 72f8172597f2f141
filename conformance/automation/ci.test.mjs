// The files of `convex-ops init ci` and the composite action: valid, and their scripts run against a server.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { parse as parseToml } from "smol-toml";
import { parse } from "yaml";
import { project } from "../apps/project.mjs";
import { COMMAND, environment, folder, ops, serveProject } from "./server.mjs";

const ROOT = join(dirname(fileURLToPath(import.meta.url)), "../..");
const server = await serveProject("Todo");
after(() => server.stop());
const { manage } = server;

const keyOf = async (name, body) => (await manage("POST", `/deployments/${name}/create_deploy_key`, body)).deployKey;
const deployKey = await keyOf(server.prod, { name: "merge" });
const checkKey = await keyOf(server.prod, { name: "check", allowedActions: ["deployment:data:view"] });
const { previewDeployKey } = await manage("POST", `/projects/${server.projectId}/create_preview_deploy_key`, { name: "ci" });

/** A stand-in for the service: keeps comments in a file, as `gh api` and GitLab's API do. */
const STAND_IN = `#!/usr/bin/env node
const { existsSync, readFileSync, writeFileSync } = require("node:fs");
const { basename } = require("node:path");
const file = process.env.COMMENTS;
const comments = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : [];
const words = process.argv.slice(2);
const after = (...names) => words[words.findIndex((word) => names.includes(word)) + 1];
const method = words.some((word) => ["--method", "--request"].includes(word)) ? after("--method", "--request") : "GET";
const url = words.find((word) => /\\/(comments|notes)/.test(word));
const body = () => readFileSync(after("--field", "--form").replace(/^body=[@<]/, ""), "utf8");
const id = Number(/(comments|notes)\\/(\\d+)/.exec(url)?.[2]);
if (method === "GET") {
  const marked = comments.filter(({ body }) => body.startsWith("<!-- convex-ops -->"));
  // gh filters by itself.
  console.log(basename(process.argv[1]) === "gh" ? marked.map(({ id }) => id).join("\\n") : JSON.stringify(comments));
} else if (method === "POST") comments.push({ id: comments.length + 1, body: body() });
else comments.find((comment) => comment.id === id).body = body();
writeFileSync(file, JSON.stringify(comments));
`;

/** A folder with stand-ins, put before the PATH. Packages are installed already. */
function programs(t) {
  const path = folder(t);
  symlinkSync(COMMAND, join(path, "convex-ops"));
  for (const name of ["gh", "curl"]) {
    writeFileSync(join(path, name), STAND_IN);
    chmodSync(join(path, name), 0o755);
  }
  writeFileSync(join(path, "npm"), "#!/bin/sh\necho built for $CONVEX_URL\n");
  chmodSync(join(path, "npm"), 0o755);
  return path;
}

/** Replaces the expressions of GitHub that the files use. */
function expand(value, context) {
  return String(value).replace(/\$\{\{ ([a-zA-Z_.]+) \}\}/g, (_, name) => {
    assert.ok(name in context, `unknown expression ${name}`);
    return context[name];
  });
}

/** Runs a script in the folder of an app, with nothing of the environment but what is given. */
function run(app, bin, script, variables, shell = ["bash", "-e", "-o", "pipefail"]) {
  const env = {
    ...environment(server, app.folder),
    PATH: bin + delimiter + process.env.PATH,
    COMMENTS: app.path("comments.json"),
    ...variables,
  };
  if (!("CONVEX_ACCESS_TOKEN" in variables)) delete env.CONVEX_ACCESS_TOKEN;
  const { status, stdout, stderr } = spawnSync(shell[0], [...shell.slice(1), "-c", script], { cwd: app.folder, env, encoding: "utf8" });
  for (const secret of [deployKey, checkKey, previewDeployKey, server.token]) {
    assert.ok(!`${stdout}${stderr}`.includes(secret.split("|").at(-1)), "a secret is printed");
  }
  return { status, text: stdout + stderr };
}

/** Runs the steps of a job of GitHub Actions that are scripts. Returns the exit code of the last one. */
function runJob(app, bin, job, context) {
  let status = 0;
  for (const step of job.steps.filter((step) => step.run && step.name !== "Install")) {
    const variables = Object.fromEntries(Object.entries(step.env ?? {}).map(([name, value]) => [name, expand(value, context)]));
    variables.GITHUB_REPOSITORY = "acme/todo";
    for (const name of ["GITHUB_STEP_SUMMARY", "GITHUB_OUTPUT"]) variables[name] = app.path(name);
    const done = run(app, bin, expand(step.run, context), variables);
    status = done.status;
    assert.ok(status === 0 || step.name === "Result", `${step.name}: ${done.text}`);
    if (existsSync(app.path("GITHUB_OUTPUT"))) {
      for (const [, name, value] of readFileSync(app.path("GITHUB_OUTPUT"), "utf8").matchAll(/^(\w+)=(.*)$/gm)) {
        context[`steps.${step.id}.outputs.${name}`] = value;
      }
    }
  }
  return status;
}

const comments = (app) => JSON.parse(app.read("comments.json"));

const CONTEXT = (app) => ({
  "secrets.CONVEX_CHECK_KEY": checkKey,
  "secrets.CONVEX_PREVIEW_KEY": previewDeployKey,
  "secrets.CONVEX_DEPLOY_KEY": deployKey,
  "secrets.CONVEX_ACCESS_TOKEN": server.token,
  "vars.CONVEX_PROJECT": server.slug,
  "github.token": "token",
  "github.event.pull_request.number": "7",
  "github.event.pull_request.base.sha": app.git("rev-parse", "HEAD").trim(),
  "github.head_ref": "fix/title",
  "github.event.ref": "fix/title",
});

function previews(app) {
  const listed = ops(app.folder, environment(server, app.folder), "deployments", "list", "--project", server.slug, "--json");
  return JSON.parse(listed.stdout).filter(({ type }) => type === "preview");
}

test("GitHub: deploy on merge, check with one comment, preview of the branch, clean-up", (t) => {
  const app = project(t, "minimal-app");
  const bin = programs(t);
  const written = ops(app.folder, environment(server, app.folder), "init", "ci");
  assert.equal(written.status, 0, written.stderr);
  for (const name of ["CONVEX_CHECK_KEY", "CONVEX_PREVIEW_KEY", "CONVEX_DEPLOY_KEY", "CONVEX_PROJECT"]) {
    assert.match(written.stdout, new RegExp(name));
  }
  const { on, jobs, permissions } = parse(app.read(".github/workflows/convex.yml"));
  assert.deepEqual(on.push.branches, ["main"]);
  assert.deepEqual(permissions, { contents: "read" });
  assert.deepEqual(jobs.check.permissions, { contents: "read", "pull-requests": "write" });
  const context = CONTEXT(app);
  assert.equal(runJob(app, bin, jobs.deploy, context), 0);

  app.replace("convex/messages.ts", "export const list = query(", "export const all = query(");
  assert.equal(runJob(app, bin, jobs.check, context), 1);
  assert.equal(comments(app).length, 1);
  assert.match(comments(app)[0].body, /^<!-- convex-ops -->\n(.|\n)*function-removed/);
  // The live app is unchanged by the check: the next one, with the function again, passes, and changes the comment.
  app.replace("convex/messages.ts", "export const all = query(", "export const list = query(");
  assert.equal(runJob(app, bin, jobs.check, context), 0);
  assert.equal(comments(app).length, 1);
  assert.doesNotMatch(comments(app)[0].body, /function-removed/);
  assert.match(app.read("GITHUB_STEP_SUMMARY"), /function-removed/);

  assert.equal(runJob(app, bin, jobs.preview, context), 0);
  assert.equal(previews(app).length, 1);
  assert.equal(runJob(app, bin, jobs.preview, context), 0);
  assert.equal(previews(app).length, 1);
  assert.equal(runJob(app, bin, jobs.cleanup, context), 0);
  assert.deepEqual(previews(app), []);
  assert.equal(runJob(app, bin, jobs.cleanup, context), 0);
});

test("GitHub: a fork's pull request is checked against its base, without a key", (t) => {
  const app = project(t, "minimal-app");
  const bin = programs(t);
  assert.equal(ops(app.folder, environment(server, app.folder), "init", "ci").status, 0);
  const { jobs } = parse(app.read(".github/workflows/convex.yml"));
  const context = { ...CONTEXT(app), "secrets.CONVEX_CHECK_KEY": "" };
  app.replace("convex/messages.ts", "export const list = query(", "export const all = query(");
  // The service skips the step that writes the comment.
  const job = { steps: jobs.check.steps.filter(({ name }) => name !== "Comment") };
  assert.equal(runJob(app, bin, job, context), 1);
  assert.match(app.read("convex-report.md"), /function-removed/);
  assert.match(jobs.check.steps.find(({ name }) => name === "Comment").if, /head\.repo\.full_name == github\.repository/);
  assert.match(jobs.preview.if, /head\.repo\.full_name == github\.repository/);
});

test("the composite action checks and keeps one comment", (t) => {
  const app = project(t, "minimal-app");
  const bin = programs(t);
  const action = parse(readFileSync(join(ROOT, ".github/actions/check/action.yml"), "utf8"));
  assert.equal(action.runs.using, "composite");
  for (const step of action.runs.steps) assert.equal(step.shell, "bash", step.name);
  const context = CONTEXT(app);
  for (const [name, { default: value }] of Object.entries(action.inputs)) context[`inputs.${name}`] = expand(value, context);
  // Without a key, the base is a git revision.
  app.replace("convex/messages.ts", "export const list = query(", "export const all = query(");
  assert.equal(runJob(app, bin, action.runs, context), 1);
  assert.equal(comments(app).length, 1);
  context["inputs.arguments"] = "--fail-on breaking --quiet";
  app.replace("convex/messages.ts", "export const all = query(", "export const list = query(");
  assert.equal(runJob(app, bin, action.runs, context), 0);
  assert.equal(comments(app).length, 1);
  assert.doesNotMatch(comments(app)[0].body, /function-removed/);
});

test("GitLab: the same", (t) => {
  const app = project(t, "minimal-app");
  const bin = programs(t);
  const written = ops(app.folder, environment(server, app.folder), "init", "ci", "--provider", "gitlab", "--branch", "release/2");
  assert.equal(written.status, 0, written.stderr);
  assert.match(written.stdout, /include:\n\s+- local: \.gitlab\/convex\.yml/);
  const file = parse(app.read(".gitlab/convex.yml"));
  assert.match(file["convex-deploy"].rules[0].if, /== "release\/2"/);
  const variables = {
    CONVEX_CHECK_KEY: checkKey,
    CONVEX_PREVIEW_KEY: previewDeployKey,
    CONVEX_DEPLOY_KEY: deployKey,
    CONVEX_ACCESS_TOKEN: server.token,
    CONVEX_PROJECT: server.slug,
    GITLAB_TOKEN: "token",
    CI_API_V4_URL: "https://gitlab.example/api/v4",
    CI_PROJECT_ID: "3",
    CI_MERGE_REQUEST_IID: "7",
    CI_MERGE_REQUEST_SOURCE_BRANCH_NAME: "fix/body",
  };
  const job = (name) => run(app, bin, file[name].script.slice(name === "convex-cleanup" ? 0 : 1).join("\n"), variables);
  const deployed = job("convex-deploy");
  assert.equal(deployed.status, 0, deployed.text);
  app.replace("convex/messages.ts", "export const list = query(", "export const all = query(");
  assert.equal(job("convex-check").status, 1);
  assert.match(comments(app)[0].body, /^<!-- convex-ops -->\n(.|\n)*function-removed/);
  app.replace("convex/messages.ts", "export const all = query(", "export const list = query(");
  const passed = job("convex-check");
  assert.equal(passed.status, 0, passed.text);
  assert.equal(comments(app).length, 1);
  assert.doesNotMatch(comments(app)[0].body, /function-removed/);
  const preview = job("convex-preview");
  assert.equal(preview.status, 0, preview.text);
  assert.equal(previews(app).length, 1);
  const cleanup = job("convex-cleanup");
  assert.equal(cleanup.status, 0, cleanup.text);
  assert.deepEqual(previews(app), []);
});

for (const provider of ["vercel", "netlify"]) {
  test(`${provider}: the build checks, deploys, and builds the site for the deployment`, (t) => {
    const app = project(t, "minimal-app");
    const bin = programs(t);
    assert.equal(ops(app.folder, environment(server, app.folder), "init", "ci", "--provider", provider).status, 0);
    const command =
      provider === "vercel" ? JSON.parse(app.read("vercel.json")).buildCommand : parseToml(app.read("netlify.toml")).build.command;
    const built = run(app, bin, command, { CONVEX_DEPLOY_KEY: deployKey, CONVEX_CHECK_KEY: checkKey }, ["sh"]);
    assert.equal(built.status, 0, built.text);
    assert.match(built.text, /built for http:\/\/127\.0\.0\.1:\d+/);
    app.replace("convex/messages.ts", "export const list = query(", "export const all = query(");
    const refused = run(app, bin, command, { CONVEX_DEPLOY_KEY: deployKey, CONVEX_CHECK_KEY: checkKey }, ["sh"]);
    assert.notEqual(refused.status, 0);
    assert.doesNotMatch(refused.text, /built for/);
  });
}

test("files that exist are kept without --force", (t) => {
  const path = folder(t);
  mkdirSync(join(path, ".github/workflows"), { recursive: true });
  const file = join(path, ".github/workflows/convex.yml");
  writeFileSync(file, "mine\n");
  const init = (...args) => ops(path, environment(server, path), "init", "ci", ...args);
  const refused = init();
  assert.equal(refused.status, 2);
  assert.match(refused.stderr, /it exists already(.|\n)*--force/);
  assert.equal(readFileSync(file, "utf8"), "mine\n");
  assert.equal(init("--force").status, 0);
  assert.match(readFileSync(file, "utf8"), /jobs:/);
  // Writing the same file again succeeds.
  const again = init("--json");
  assert.deepEqual(JSON.parse(again.stdout).files, [".github/workflows/convex.yml"]);
  // Neither file is written if one exists.
  writeFileSync(join(path, "convex-build.sh"), "mine\n");
  assert.equal(init("--provider", "vercel").status, 2);
  assert.equal(existsSync(join(path, "vercel.json")), false);
  assert.equal(init("--branch", "a$(id)").status, 2);
});
