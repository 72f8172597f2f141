import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { connect, fromDeployKey } from "convex-ops";
import { serve } from "../../conformance/platform-client/server.mjs";
import { runAll } from "../../conformance/scenarios/run.mjs";

test("scenarios run over HTTP", async () => {
  const { ran, failures, summary } = await runAll("node", "http", async () => {
    const server = await serve();
    return {
      token: server.token,
      teamId: server.teamId,
      platform: (token) => connect(server.url, { token }).api,
      deployment: (url, key) => fromDeployKey(key, { url, platform: server.url }).api,
      admin: server.admin,
      stop: server.stop,
    };
  });
  console.log(summary);
  assert.deepEqual(failures, []);
  assert.ok(ran > 50);
});

test("scenarios run in this process", async () => {
  const { ran, failures, summary } = await runAll("node", "embedded", async () => {
    const folder = await mkdtemp(join(tmpdir(), "convex-ops-"));
    const location = `embedded:${join(folder, "platform.db")}`;
    const first = connect(location);
    const [team] = await first.teams.list().all();
    const { accessToken } = await first.api.createPersonalAccessToken({ name: "scenario" });
    return {
      token: accessToken.expose(),
      teamId: team.id,
      platform: (token) => connect(location, { token }).api,
      deployment: (url, key) => fromDeployKey(key, { url, platform: location }).api,
      stop: async () => {
        await first.close();
        await rm(folder, { recursive: true });
      },
    };
  });
  console.log(summary);
  assert.deepEqual(failures, []);
  assert.ok(ran > 20);
});
