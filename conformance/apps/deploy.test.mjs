// Pushes the sample apps to `convex-ops serve` with Convex's command, unmodified.

import { randomBytes } from "node:crypto";
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { after, test } from "node:test";
import { serve } from "../platform-client/server.mjs";
import { project } from "./project.mjs";
import { proxy } from "./proxy.mjs";
import { useServer } from "./running-server.mjs";

const server = await serve();
after(() => server.stop());

const { manage, production, convex, succeeds, fails } = useServer(server);

const DEPLOY = ["deploy", "--typecheck", "disable"];

test("an app with components, routes, crons and auth: missing variable, dry run, deploy, deploy again", async (t) => {
  const app = project(t, "full-app");
  const prod = await production("Whole");
  const key = { CONVEX_DEPLOY_KEY: prod.key };
  await fails(app, key, DEPLOY, /Environment variable AUTH_DOMAIN is used in auth config file/);
  await succeeds(app, key, ["env", "set", "AUTH_DOMAIN", "https://example.com"], /Successfully set AUTH_DOMAIN/);

  await succeeds(app, key, [...DEPLOY, "--dry-run"], /Would have deployed/);
  assert.deepEqual(await prod.live(), []);

  await succeeds(app, key, DEPLOY, /users\.by_email {3}email(.|\n)*Installed component counter(.|\n)*Deployed Convex/);
  const live = await prod.live();
  for (const path of ["auth.config.js", "crons.js", "http.js", "mail.js", "posts.js", "users.js"]) {
    assert.ok(live.includes(path), `${path} is not among ${live}`);
  }

  const { status, text } = await convex(app, key, ...DEPLOY);
  assert.equal(status, 0, text);
  assert.doesNotMatch(text, /Added table indexes|Installed component/);
  assert.deepEqual(await prod.live(), live);

  const deployment = await manage("GET", `/deployments/${prod.name}`);
  assert.ok(deployment.lastDeployTime > 0, JSON.stringify(deployment));
});

test("indexes and components removed from an app are removed from the deployment", async (t) => {
  const app = project(t, "full-app");
  const prod = await production("Shrinking");
  const key = { CONVEX_DEPLOY_KEY: prod.key };
  await succeeds(app, key, ["env", "set", "AUTH_DOMAIN", "https://example.com"], /AUTH_DOMAIN/);
  await succeeds(app, key, DEPLOY, /Deployed/);
  app.replace("convex/schema.ts", '.index("by_author", ["author"])', "");
  app.replace("convex/convex.config.ts", 'app.use(counter, { name: "visits" });', "");
  await succeeds(app, key, DEPLOY, /Deleted table indexes(.|\n)*posts\.by_author(.|\n)*Unmounted component visits/);
});

test("code that throws is refused with its location, and the live app is kept", async (t) => {
  const app = project(t, "minimal-app");
  const prod = await production("Failing");
  const key = { CONVEX_DEPLOY_KEY: prod.key };
  await succeeds(app, key, DEPLOY, /Deployed/);
  const live = await prod.live();
  app.write("convex/more.ts", "export const one = 1;\nthrow new Error('not today');\n");
  await fails(app, key, DEPLOY, /InvalidModules(.|\n)*not today \(convex\/more\.ts:2\)/);
  assert.deepEqual(await prod.live(), live);
});

test("self-hosted settings, and code generation from the server's types", async (t) => {
  const app = project(t, "minimal-app");
  const prod = await production("Hosted");
  app.write("convex.json", '{ "codegen": { "staticApi": true, "staticDataModel": true } }');
  const hosted = { CONVEX_SELF_HOSTED_URL: prod.url, CONVEX_SELF_HOSTED_ADMIN_KEY: prod.key };
  await succeeds(app, hosted, ["codegen", "--typecheck", "disable"], /Generating TypeScript bindings/);
  assert.deepEqual(await prod.live(), []);
  assert.match(app.read("convex/_generated/api.d.ts"), /FunctionReference<\s*"query",\s*"public",\s*\{ limit: number \}/);
  assert.match(app.read("convex/_generated/dataModel.d.ts"), /likes\?: number/);
  await succeeds(app, hosted, DEPLOY, /Deployed/);
  assert.ok(existsSync(app.path("convex/_generated/api.d.ts")));
  assert.deepEqual(await prod.live(), ["messages.js"]);
});

test("a preview is claimed, pushed to, and claimed again", async (t) => {
  const app = project(t, "minimal-app");
  const { projectId } = await manage("POST", `/teams/${server.teamId}/create_project`, { projectName: "Previewed" });
  const path = `/projects/${projectId}/create_preview_deploy_key`;
  const { previewDeployKey } = await manage("POST", path, { name: "ci" });
  const key = { CONVEX_DEPLOY_KEY: previewDeployKey };
  await succeeds(app, key, [...DEPLOY, "--preview-create", "branch"], /Added table indexes(.|\n)*messages\.by_author/);
  const again = await convex(app, key, ...DEPLOY, "--preview-name", "branch");
  assert.equal(again.status, 0, again.text);
  assert.doesNotMatch(again.text, /Added table indexes/);
  await succeeds(app, key, [...DEPLOY, "--preview-create", "branch"], /Added table indexes/);
});

test("unchanged modules must exist in the deployment", async () => {
  const prod = await production("Hashes");
  const unchanged = { path: "a.js", environment: "isolate", sha256: "0".repeat(64) };
  const { status, body } = await prod.post("/api/deploy2/start_push", {
    functions: "convex/",
    appDefinition: { changedModules: [], unchangedModuleHashes: [unchanged] },
  });
  assert.equal(status, 400);
  assert.equal(body.code, "InvalidModules");
});

test("a push overtaken by another one fails, and the other's app is live", async (t) => {
  const app = project(t, "minimal-app");
  const other = project(t, "minimal-app");
  other.replace("convex/schema.ts", '.index("by_author", ["author"])', "");
  const prod = await production("Raced");
  const hosted = (url) => ({ CONVEX_SELF_HOSTED_URL: url, CONVEX_SELF_HOSTED_ADMIN_KEY: prod.key });
  let isFirst = true;
  const between = await proxy(prod.url, async (path) => {
    if (!path.endsWith("/wait_for_schema") || !isFirst) return;
    isFirst = false;
    await succeeds(other, hosted(prod.url), DEPLOY, /Deployed/);
  });
  t.after(() => between.close());
  await fails(app, hosted(between.url), DEPLOY, /Schema was overwritten by another push/);
  const { body } = await prod.post("/api/deploy2/evaluate_push", { functions: "convex/", appDefinition: {} });
  assert.deepEqual(body.schemaChange.indexDiffs[""]?.removed_indexes ?? [], [], "the index of the first push is missing");
  await succeeds(app, hosted(prod.url), DEPLOY, /Added table indexes(.|\n)*messages\.by_author/);
});

test("modules that exceed time or memory are refused, and the server keeps running", async (t) => {
  const app = project(t, "minimal-app");
  const prod = await production("Hostile");
  const key = { CONVEX_DEPLOY_KEY: prod.key };
  app.write("convex/more.ts", "export const all: unknown[] = [];\nfor (;;) all.push(new Uint8Array(1 << 20));\n");
  await fails(app, key, DEPLOY, /InvalidModules(.|\n)*exceeded the memory limit/);
  app.write("convex/more.ts", "const f = (): number => 1 + f();\nexport const n = f();\n");
  await fails(app, key, DEPLOY, /InvalidModules(.|\n)*stack/);
  app.write("convex/more.ts", "for (;;) {}\nexport {};\n");
  await fails(app, key, DEPLOY, /InvalidModules(.|\n)*took longer than/);
  app.write("convex/more.ts", `export const text = ${JSON.stringify("x".repeat(1000))}.repeat(2);\n`);
  await succeeds(app, key, DEPLOY, /Deployed/);
});

test("thirty megabytes of modules are pushed", async (t) => {
  const app = project(t, "minimal-app");
  const prod = await production("Large");
  // The server unpacks no text that is almost all repetition.
  const lines = Array.from({ length: 30_000 }, () => `  ${JSON.stringify(randomBytes(500).toString("hex"))},\n`);
  app.write("convex/large.ts", `export const lines = [\n${lines.join("")}];\n`);
  await succeeds(app, { CONVEX_DEPLOY_KEY: prod.key }, DEPLOY, /Deployed/);
  assert.ok((await prod.live()).includes("large.js"));
});
