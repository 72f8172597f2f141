import assert from "node:assert/strict";
import { test } from "node:test";
import { connect, fromDeployKey } from "convex-ops";
import { serve } from "../../conformance/platform-client/server.mjs";
import { isOfMember, readScenarios, runAll } from "../../conformance/scenarios/run.mjs";

test("scenarios run over HTTP", async () => {
  const { ran, failures, summary } = await runAll("node", readScenarios(), async () => {
    const server = await serve("--deterministic");
    return {
      token: server.token,
      teamId: server.teamId,
      platform: (token) => connect(server.url, { token }).api,
      deployment: (url, key) => fromDeployKey(key, { url, platform: server.url }).api,
      admin: server.admin,
      stop: server.stop,
    };
  });
  console.log(`Node over HTTP: ${summary}`);
  assert.deepEqual(failures, []);
  assert.ok(ran > 50);
});

test("scenarios of one member run in this process", async () => {
  const { ran, failures, summary } = await runAll("node", readScenarios().filter(isOfMember), async () => {
    const convex = connect("embedded:");
    const [team] = await convex.teams.list().all();
    return { teamId: team.id, platform: () => convex.api, stop: () => convex.close() };
  });
  console.log(`Node in its process: ${summary}`);
  assert.deepEqual(failures, []);
  assert.ok(ran > 5);
});
