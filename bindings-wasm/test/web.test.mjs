import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import * as web from "convex-ops-wasm/web";

test("the browser entry fails if its module is not loaded", async () => {
  assert.throws(() => web.parseKey("dev:a-b-1|x"), web.UnsupportedError);
  await web.init(readFileSync(new URL("../pkg/convex_ops_bg.wasm", import.meta.url)));
  assert.equal(web.parseKey("dev:a-b-1|x").deploymentName, "a-b-1");
});
