import assert from "node:assert/strict";
import { test } from "node:test";
import * as api from "convex-ops-wasm/node";
import { checkBackground } from "./background.mjs";

test("checks in the background work in Node, without a worker", async () => {
  const { names, failures } = await checkBackground(api);
  assert.ok(names.length > 9, `${names.length} cases`);
  assert.deepEqual(failures, []);
});
