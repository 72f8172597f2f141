// Queries that Convex's command sends to a deployment over its WebSocket, and `dev`, which also pushes.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { ConvexHttpClient } from "convex/browser";
import { serve } from "../platform-client/server.mjs";
import { project } from "./project.mjs";
import { useServer } from "./running-server.mjs";

const server = await serve();
after(() => server.stop());

const { manage, production, start, succeeds, fails } = useServer(server);

const TYPES = ["--typecheck", "disable"];

test("environment variables are listed, read, and compared with a file", async (t) => {
  const app = project(t, "minimal-app");
  const prod = await production("Variables");
  const key = { CONVEX_DEPLOY_KEY: prod.key };
  await succeeds(app, key, ["env", "set", "B", "two words"], /Successfully set B/);
  await succeeds(app, key, ["env", "set", "A", "1"], /Successfully set A/);
  assert.equal(await succeeds(app, key, ["env", "list"], /A=1/), "A=1\nB=two words\n");
  assert.equal(await succeeds(app, key, ["env", "get", "B"], /two/), "two words\n");
  await succeeds(app, key, ["env", "get", "C"], /"C" not found/);
  app.write("vars", "A=1\nC=3\n");
  await succeeds(app, key, ["env", "set", "--from-file", "vars"], /1 new, 1 unchanged/);
  assert.equal(await succeeds(app, key, ["env", "list"], /C=3/), "A=1\nB=two words\nC=3\n");
  await succeeds(app, key, ["env", "remove", "A"], /Successfully unset A/);
  const hosted = { CONVEX_SELF_HOSTED_URL: prod.url, CONVEX_SELF_HOSTED_ADMIN_KEY: prod.key };
  assert.equal(await succeeds(app, hosted, ["env", "list"], /B/), "B=two words\nC=3\n");
});

test("a restricted key is limited to its permissions", async (t) => {
  const app = project(t, "minimal-app");
  const prod = await production("Narrow");
  const allowed = { name: "narrow", allowedActions: ["deployment:data:view"] };
  const { deployKey } = await manage("POST", `/deployments/${prod.name}/create_deploy_key`, allowed);
  const key = { CONVEX_DEPLOY_KEY: deployKey };
  await fails(app, key, ["env", "list"], /You do not have permission .*\(deployment:env:view\)/);
  await succeeds(app, key, ["function-spec"], /"functions": \[\]/);
});

test("function-spec matches the source of the live functions", async (t) => {
  const app = project(t, "full-app");
  const prod = await production("Described");
  const key = { CONVEX_DEPLOY_KEY: prod.key };
  await succeeds(app, key, ["env", "set", "AUTH_DOMAIN", "https://example.com"], /AUTH_DOMAIN/);
  await succeeds(app, key, ["deploy", ...TYPES], /Deployed/);
  const spec = JSON.parse(await succeeds(app, key, ["function-spec"], /identifier/));
  assert.equal(spec.url, prod.url);
  const named = spec.functions.map(({ identifier, method, path }) => identifier ?? `${method} ${path}`);
  for (const name of ["posts.js:write", "users.js:signUp"]) assert.ok(named.includes(name), named.join(", "));
  assert.ok(named.some((name) => /^[A-Z]+ \//.test(name)), named.join(", "));
  app.write("spec.json", JSON.stringify(spec));
  const { status, stderr } = app.ops(["check", "--baseline", "spec.json", "--candidate", "."]);
  assert.equal(status, 0, stderr);
});

test("dev --once creates a dev deployment and pushes to it again", async (t) => {
  const app = project(t, "minimal-app");
  const me = { CONVEX_OVERRIDE_ACCESS_TOKEN: server.token };
  const configured = ["--configure", "new", "--team", "first-team", "--project", "fresh", "--dev-deployment", "cloud"];
  await succeeds(app, me, ["dev", "--once", ...configured, ...TYPES], /Convex functions ready/);
  const [, name] = app.read(".env.local").match(/^CONVEX_DEPLOYMENT=dev:(\S+)/m);
  const deployment = await manage("GET", `/deployments/${name}`);
  assert.equal(deployment.deploymentType, "dev");
  assert.ok(deployment.lastDeployTime > 0, JSON.stringify(deployment));
  app.append("convex/messages.ts", "\nexport const more = internalMutation({ args: {}, handler: async () => {} });\n");
  await succeeds(app, me, ["dev", "--once", ...TYPES], /Convex functions ready/);
  const spec = await succeeds(app, me, ["function-spec"], /identifier/);
  assert.match(spec, /messages\.js:more/);
});

test("logs watches the empty log", async (t) => {
  const app = project(t, "minimal-app");
  const prod = await production("Quiet");
  const child = start(app, { CONVEX_DEPLOY_KEY: prod.key }, ["logs", "--history", "5", "--success"]);
  let text = "";
  const watching = new Promise((resolve) => {
    child.stderr.on("data", (data) => {
      text += data;
      if (/Watching logs/.test(text)) resolve();
    });
  });
  await watching;
  child.kill("SIGINT");
  await new Promise((resolve) => child.once("close", resolve));
  assert.doesNotMatch(text, /WARN|rror/);
});

test("run is refused with an explanation", async (t) => {
  const app = project(t, "minimal-app");
  const prod = await production("Still");
  const key = { CONVEX_DEPLOY_KEY: prod.key };
  const run = ["run", "messages:list", '{"limit": 1}'];
  const client = new ConvexHttpClient(prod.url);
  await fails(app, key, run, /Could not find function for 'messages:list'/);
  await assert.rejects(client.query("messages:list", { limit: 1 }), /Could not find public function for 'messages:list'/);

  await succeeds(app, key, ["deploy", "-y", ...TYPES], /Deployed/);
  await fails(app, key, run, /does not run the functions of an app/);
  await assert.rejects(client.query("messages:list", { limit: 1 }), /does not run the functions of an app/);
  await assert.rejects(client.query("messages:missing", {}), /Could not find public function for 'messages:missing'/);
  await assert.rejects(client.mutation("messages:forget", { id: "x" }), /Could not find public function for 'messages:forget'/);
});
