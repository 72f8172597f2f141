import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { check, checkAsync, InvalidInputError, NotFoundError } from "convex-ops";

const sample = new URL("../../examples/sample/", import.meta.url);
const text = (name) => readFileSync(new URL(name, sample), "utf8");
const [baseline, candidate] = [text("baseline.json"), text("candidate.json")];
const rules = (report) => report.findings.map(({ rule }) => rule);

const id = (kind) => ({
  identifier: "users.js:get",
  functionType: "Query",
  visibility: { kind: "public" },
  args: { type: "object", value: { id: { fieldType: { type: kind }, optional: false } } },
});

test("a narrowed argument breaks, with a witness", () => {
  const report = check([id("string")], [id("bigint")], { now: 0 });
  assert.equal(report.verdict, "breaking");
  assert.deepEqual(rules(report), ["args-type-narrowed"]);
  const [{ level, breaks, subject, witness }] = report.findings;
  assert.deepEqual([level, breaks, subject.function], ["breaking", ["deployed-clients"], "users.js:get"]);
  assert.equal(typeof witness.id, "string");
});

test("identical surfaces are safe", () => {
  const report = check(baseline, baseline);
  assert.equal(report.verdict, "safe");
  assert.ok(report.notChecked.length > 0);
});

test("surfaces are JSON or text, sync or on a worker thread", async () => {
  const settings = {
    data: { path: fileURLToPath(new URL("export", sample)) },
    scheduled: text("scheduled.jsonl"),
    environmentVariables: ["NOTHING"],
    now: 0,
  };
  const report = check(baseline, candidate, settings);
  assert.equal(report.verdict, "breaking");
  assert.deepEqual(check(JSON.parse(baseline), JSON.parse(candidate), settings), report);
  assert.deepEqual(await checkAsync(baseline, candidate, settings), report);
});

test("the policy applies", () => {
  const policy = { levels: { "args-type-narrowed": "info" } };
  assert.equal(check([id("string")], [id("bigint")], { policy, now: 0 }).verdict, "safe");
});

test("invalid inputs are errors with a location", async () => {
  const wrong = { functions: [{}] };
  const isIt = (error) => error instanceof InvalidInputError && error.location.path?.startsWith(".candidate.functions");
  assert.throws(() => check([], wrong), isIt);
  await assert.rejects(checkAsync([], wrong), isIt);
  await assert.rejects(checkAsync(1n, []), InvalidInputError);
  assert.throws(() => check([], [], { colour: true }), { kind: "invalidInput", location: { path: ".options.colour" } });
  assert.throws(() => check([], [], { data: { path: "no-such-export.zip" } }), NotFoundError);
});
