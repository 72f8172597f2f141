import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { test } from "node:test";

const require = createRequire(import.meta.url);

test("the addon matches its declaration", () => {
  const addon = require("../native/convex-ops.node");
  assert.deepEqual(Object.keys(addon).sort(), ["Cancel", "Connection", "File", "RunningCall", "call", "callAsync"]);
  assert.deepEqual(addon, require("../native/index.cjs"));
});

test("calls on a worker thread return the same", async () => {
  const { call, callAsync, Cancel } = require("../native/index.cjs");
  const cancel = new Cancel();
  const request = '{"validator": {"type": "null"}, "value": null}';
  assert.equal(await callAsync("validate", request, cancel), call("validate", request));
  assert.match(await callAsync("nothing", request, cancel), /^\{"error":/);
});
