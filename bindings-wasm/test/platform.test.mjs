import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import * as api from "convex-ops-wasm/node";
import { serve } from "../../conformance/platform-client/server.mjs";
import { readScenarios, runAll } from "../../conformance/scenarios/run.mjs";
import { checkPlatform } from "./platform.mjs";
import { tell } from "./story.mjs";

test("the client works in Node", async () => {
  const server = await serve();
  const connect = (options) => api.connect(server.url, { token: server.token, ...options });
  const { names, failures } = await checkPlatform(api, connect);
  await server.stop();
  assert.ok(names.length > 7);
  assert.deepEqual(failures, []);
});

test("a relative location needs a page", () => {
  assert.throws(() => api.connect("/convex-api"), api.InvalidInputError);
});

test("a deploy key opens its deployment", async () => {
  const server = await serve();
  const convex = api.connect(server.url, { token: () => server.token });
  const dev = await (await convex.team("first-team").project("todo").ensure()).dev().ensure();
  const { secret } = await dev.deployKeys.create("ci", { preset: "full" });
  const target = api.fromDeployKey(secret, { platform: server.url });
  assert.equal((await target.api.getDeploymentInfo()).kind, "cloud");
  await server.stop();
});

// Browsers deploy nothing.
const DEPLOYS = /^(released|verdict|refused|step|back|releases) .*\n/gm;
const LINES = readFileSync(new URL("../../conformance/story/lines.txt", import.meta.url), "utf8").replace(DEPLOYS, "");

test("the story runs over HTTP", async () => {
  const server = await serve();
  await server.admin("set_plan", { teamId: server.teamId, plan: "professional" });
  const lines = await tell(api.connect(server.url, { token: server.token })).finally(server.stop);
  assert.equal(lines, LINES);
});

test("scenarios run over HTTP", async () => {
  const { ran, failures, summary } = await runAll("browser", readScenarios(), async () => {
    const server = await serve("--deterministic");
    return {
      token: server.token,
      teamId: server.teamId,
      platform: (token) => api.connect(server.url, { token }).api,
      deployment: (url, key) => api.fromDeployKey(key, { url, platform: server.url }).api,
      admin: server.admin,
      stop: server.stop,
    };
  });
  console.log(`WebAssembly over HTTP: ${summary}`);
  assert.deepEqual(failures, []);
  assert.ok(ran > 50);
});
