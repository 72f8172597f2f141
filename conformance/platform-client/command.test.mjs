// Tests Convex's command, unmodified, against `convex-ops serve`: subcommands without a push, with each kind of credential.

import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { serve } from "./server.mjs";

const COMMAND = join(dirname(fileURLToPath(import.meta.url)), "node_modules/convex/bin/main.js");

const server = await serve();
const { manage } = server;
const folder = mkdtempSync(join(tmpdir(), "convex-ops-"));
after(async () => {
  rmSync(folder, { recursive: true });
  await server.stop();
});

/** Runs the command in a project's folder and returns its output. */
async function convex(credentials, ...args) {
  const child = server.convex(COMMAND, folder, credentials, args);
  let text = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (data) => (text += data));
  const status = await new Promise((resolve) => child.once("close", resolve));
  return { status, text };
}

/** Runs the command, which must succeed with output that matches `wanted`. */
async function succeeds(credentials, args, wanted) {
  const { status, text } = await convex(credentials, ...args);
  assert.equal(status, 0, `convex ${args.join(" ")}: ${status}\n${text}`);
  assert.match(text, wanted);
  return text;
}

/** Returns the environment variables of a deployment, requested with its key. */
async function variables(name) {
  const { deployKey } = await manage("POST", `/deployments/${name}/create_deploy_key`, { name: `look-${Math.random()}` });
  const { deploymentUrl } = await manage("GET", `/deployments/${name}`);
  const headers = { authorization: `Convex ${deployKey}` };
  const answer = await fetch(`${deploymentUrl}/api/v1/list_environment_variables`, { headers });
  return (await answer.json()).environmentVariables;
}

let project, dev, prod;
const member = { CONVEX_OVERRIDE_ACCESS_TOKEN: server.token };
const within = () => ({ ...member, CONVEX_DEPLOYMENT: `dev:${dev.name}` });

before(async () => {
  writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "app", dependencies: { convex: "1.48.0" } }));
  const config = join(folder, `.convex-test-${new URL(server.url).port}`);
  mkdirSync(config);
  writeFileSync(join(config, "config.json"), JSON.stringify({ accessToken: server.token }));
  project = await manage("POST", `/teams/${server.teamId}/create_project`, { projectName: "App" });
  dev = await manage("POST", `/projects/${project.id}/create_deployment`, { type: "dev" });
  prod = await manage("POST", `/projects/${project.id}/create_deployment`, { type: "prod" });
});

test("login and creation of a project", async () => {
  await succeeds({}, ["login", "status"], /Logged in/);
  await succeeds(member, ["project", "create", "Another", "--team", "first-team"], /another/);
  const { items } = await manage("GET", `/teams/${server.teamId}/projects`);
  assert.deepEqual(items.map(({ slug }) => slug).sort(), ["another", "app"]);
});

test("deployments are created and selected", async () => {
  const args = ["deployment", "create", "dev/feature", "--type", "dev", "--expiration", "in 2 days"];
  await succeeds(within(), [...args, "--region", "aws-us-east-1"], /dev\/feature/);
  const made = await manage("GET", `/projects/${project.id}/deployment?reference=dev/feature`);
  assert.ok(made.expiresAt > Date.now() && made.expiresAt < Date.now() + 3 * 86_400_000);
  await succeeds(within(), ["deployment", "select", "dev/feature"], /./);
  assert.match(readFileSync(join(folder, ".env.local"), "utf8"), new RegExp(`CONVEX_DEPLOYMENT=dev:${made.name}`));
  rmSync(join(folder, ".env.local"));
});

test("deploy keys are created and deleted", async () => {
  const text = await succeeds(within(), ["deployment", "token", "create", "ci"], new RegExp(`dev:${dev.name}\\|ey`));
  const key = /dev:\S+\|\S+/.exec(text)[0];
  await succeeds({ CONVEX_DEPLOY_KEY: key }, ["env", "set", "BY_KEY", "1"], /BY_KEY/);
  assert.equal((await variables(dev.name)).BY_KEY, "1");
  await succeeds(within(), ["deployment", "token", "delete", "ci"], /./);
  const refused = await convex({ CONVEX_DEPLOY_KEY: key }, "env", "set", "BY_KEY", "2");
  assert.notEqual(refused.status, 0);
  assert.match(refused.text, /Unauthorized/);
  assert.ok(!refused.text.includes("InternalServerError"));
});

test("environment variables are set, by each kind of credential", async () => {
  await succeeds(within(), ["env", "set", "BY_MEMBER", "1"], /BY_MEMBER/);
  await succeeds(within(), ["env", "set", "BY_MEMBER", "2", "--prod"], /BY_MEMBER/);
  assert.equal((await variables(dev.name)).BY_MEMBER, "1");
  assert.equal((await variables(prod.name)).BY_MEMBER, "2");
  await succeeds(within(), ["env", "remove", "BY_MEMBER"], /BY_MEMBER/);
  assert.equal((await variables(dev.name)).BY_MEMBER, undefined);

  const { items } = await manage("GET", `/teams/${server.teamId}/list_members`);
  const { key } = await server.admin("authorize_application", {
    projectId: project.id,
    memberId: items[0].id,
    clientId: "app",
  });
  await succeeds({ CONVEX_DEPLOY_KEY: key }, ["env", "set", "BY_PROJECT", "1"], /BY_PROJECT/);
  assert.equal((await variables(dev.name)).BY_PROJECT, "1");
  await succeeds({ CONVEX_DEPLOY_KEY: key }, ["deployment", "create", "staging", "--type", "prod"], /staging/);
});

test("a preview deploy key reaches the previews of its project", async () => {
  const { previewDeployKey } = await manage("POST", `/projects/${project.id}/create_preview_deploy_key`, { name: "p" });
  const claim = async (reuse) => {
    const answer = await fetch(`${server.url}/api/claim_preview_deployment`, {
      method: "POST",
      headers: { authorization: `Bearer ${previewDeployKey}` },
      body: JSON.stringify({
        projectSelection: { kind: "teamAndProjectSlugs", teamSlug: "first-team", projectSlug: "app" },
        identifier: "my-branch",
        reuse,
      }),
    });
    return await answer.json();
  };
  const made = await claim(true);
  assert.ok(made.isNewDeployment);
  assert.equal((await claim(true)).deploymentName, made.deploymentName);
  const args = ["env", "set", "BY_PREVIEW", "1", "--preview-name", "my-branch"];
  await succeeds({ CONVEX_DEPLOY_KEY: previewDeployKey }, args, /BY_PREVIEW/);
  assert.equal((await variables(made.deploymentName)).BY_PREVIEW, "1");
});

test("default environment variables", async () => {
  await succeeds(within(), ["env", "default", "set", "SHARED", "1"], /SHARED/);
  await succeeds(within(), ["env", "default", "list"], /SHARED=1/);
  await succeeds(within(), ["env", "default", "get", "SHARED"], /^1$/m);
  await succeeds(within(), ["env", "default", "remove", "SHARED"], /SHARED/);
  const { text } = await convex(within(), "env", "default", "list");
  assert.ok(!text.includes("SHARED"));
});

test("usage limits", async () => {
  const of = ["--metric", "functionCalls", "--window", "day", "--type", "disable"];
  await succeeds(within(), ["deployment", "usage-limits", "set", ...of, "--limit", "1000"], /./);
  await succeeds(within(), ["deployment", "usage-limits", "list"], /1K calls/);
  await succeeds(within(), ["deployment", "usage-limits", "remove", ...of], /./);
  const { text } = await convex(within(), "deployment", "usage-limits", "list");
  assert.doesNotMatch(text, /1K calls/);
});
