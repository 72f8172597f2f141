import assert from "node:assert/strict";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { startTestPlatform } from "convex-ops/testing";

const OLD = fileURLToPath(new URL("../../conformance/story/old.json", import.meta.url));

test("platforms are not shared, and have the app", async () => {
  const [one, other] = await Promise.all([startTestPlatform({ app: OLD }), startTestPlatform()]);
  assert.equal((await one.deployment.releases.latest()).message, "test");
  await one.deployment.environment.update({ SITE_URL: "https://todo.example" });
  assert.equal(await other.deployment.releases.latest(), undefined);
  assert.deepEqual(await other.deployment.environment.names(), new Set());
  await Promise.all([one.close(), other.close()]);
  await assert.rejects(one.deployment.get(), /closed/);
});
