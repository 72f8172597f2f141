import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { check, checkAsync, InvalidInputError, NotFoundError, plan, planAsync, verify } from "convex-ops";

const sample = new URL("../../examples/sample/", import.meta.url);
const text = (name) => readFileSync(new URL(name, sample), "utf8");
const [baseline, candidate] = [text("baseline.json"), text("candidate.json")];
const rules = (report) => report.findings.map(({ rule }) => rule);

const nothing = { functions: [] };

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
  assert.throws(() => check(nothing, wrong), isIt);
  await assert.rejects(checkAsync(nothing, wrong), isIt);
  await assert.rejects(checkAsync(1n, nothing), InvalidInputError);
  assert.throws(() => check(nothing, nothing, { colour: true }), { kind: "invalidInput", location: { path: ".options.colour" } });
  assert.throws(() => check(nothing, nothing, { data: { path: "no-such-export.zip" } }), NotFoundError);
});

test("what is not a surface is refused", () => {
  const file = () => Promise.resolve(candidate);
  for (const wrong of [{}, [], file(), new Map([["schema", null]]), new Set(), new Date(0), { functons: [], schema: null }]) {
    assert.throws(() => check(nothing, wrong), InvalidInputError);
    assert.throws(() => check(wrong, nothing), InvalidInputError);
  }
});

test("a required input that is absent is undecided", () => {
  const report = check(nothing, nothing, { require: ["schema", "data"] });
  assert.equal(report.verdict, "undecided");
  assert.deepEqual(report.missing, ["baseline schema", "candidate schema", "stored documents"]);
  assert.equal(check(nothing, nothing, { require: ["functions"] }).verdict, "safe");
});

test("a variable with a refused value is a finding, without the value", () => {
  const validator = { type: "literal", value: "eu" };
  const declared = { schema: null, environmentVariables: [{ name: "REGION", required: true, validator }] };
  const report = check(nothing, declared, { environmentValues: { REGION: "mars" } });
  assert.deepEqual(rules(report), ["env-var-mismatch"]);
  assert.ok(!JSON.stringify(report).includes("mars"));
});

test("a null witness differs from none", () => {
  const one = (...kinds) => [
    { identifier: "a:b", functionType: "Query", returns: { type: "union", value: kinds.map((type) => ({ type })) } },
  ];
  const [finding] = check(one("string"), one("string", "null")).findings;
  assert.equal(finding.witness, null);
  assert.ok(!("witness" in check(one("string"), nothing).findings[0]));
});

test("a report is its own proof", () => {
  const report = check(baseline, candidate);
  const proof = verify(report, baseline, candidate);
  assert.deepEqual(proof.refuted, []);
  assert.ok(proof.confirmed > 5);
  assert.ok(verify(report, candidate, candidate).refuted.length > 0);
});

test("a plan leads to the candidate", async () => {
  const app = (type) => ({ functions: [{ identifier: "a:f", functionType: "Query", returns: { type } }] });
  const { blocked, steps } = plan(app("string"), app("number"));
  assert.deepEqual(await planAsync(app("string"), app("number")), { blocked, steps });
  assert.deepEqual(blocked, []);
  assert.deepEqual(steps.map(({ number }) => number), [1, 2]);
  assert.equal(steps[1].waitsFor, "no client from before step 1 is in use");
  assert.equal(steps[0].obligations[0].text, "`a.js:f` still returns the old type");
});
