import assert from "node:assert/strict";
import { test } from "node:test";
import * as api from "convex-ops-wasm/node";
import { readCorpus } from "./corpus.mjs";
import { check } from "./operations.mjs";

const corpus = readCorpus();

test("the Node entry supports all operations", () => {
  const { names, failures } = check(api, corpus);
  assert.ok(names.length > 500, `${names.length} cases`);
  assert.deepEqual(failures, []);
});

test("the checks detect faults", () => {
  const { failures } = check({ ...api, parseKey: () => ({}), subset: () => ({ answer: "yes" }) }, corpus);
  assert.ok(failures.includes('subset: no: Error: {"answer":"yes"} is not {"answer":"no","witness":{"$integer":"AAAAAAAAAAA="}}'));
  assert.ok(failures.some((failure) => failure.startsWith("no key: ")));
});

test("the package itself is that of Node in Node", async () => {
  const main = await import("convex-ops-wasm");
  assert.equal(main.parseKey("dev:a-b-1|x").deploymentName, "a-b-1");
  assert.equal(main.NotFoundError, api.NotFoundError);
});
