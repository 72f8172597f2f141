// Random values: `convex-ops validate` and convex-helpers agree if they match random validators.

import assert from "node:assert/strict";
import { test } from "node:test";
import { ask } from "./ask.mjs";
import { TABLES } from "./ids.mjs";
import { accepts, build, encode } from "./judge.mjs";
import { Chance, changed, validator, valueOf } from "./random.mjs";
import { Skips } from "./skips.mjs";

const QUESTIONS = 20_000;

function questions() {
  const chance = new Chance(1);
  const found = [];
  while (found.length < QUESTIONS) {
    const json = validator(chance);
    // Values of a slightly different validator often just miss this one.
    const value = valueOf(chance, chance.pick([json, changed(chance, json)]));
    if (value !== undefined) {
      found.push({ validator: json, value: encode(value), tables: TABLES, encoding: "encoded" });
    }
  }
  return found;
}

test("the same values match the same validators", () => {
  const asked = questions();
  const answers = ask("validate", asked);
  const skips = new Skips();
  const matching = { true: 0, false: 0 };
  for (const [index, { validator: json, value }] of asked.entries()) {
    const { valid } = answers[index];
    const theirs = accepts(json, value, { tables: TABLES });
    matching[valid] += 1;
    // Skips cover only cases in which convex-helpers is less strict.
    const covered = theirs && !valid && skips.cover({ validators: [json], value });
    if (valid !== theirs && !covered) {
      assert.fail(`convex-helpers says ${theirs}: ${JSON.stringify({ asked: asked[index], answer: answers[index] })}`);
    }
  }
  console.log(`validate: ${matching.true} values match, ${matching.false} don't; skipped: ${skips}`);
  assert.ok(matching.true > 5000 && matching.false > 3000, "both answers must be frequent");
  assert.ok(Object.values(skips.counts).every((count) => count > 0), `a skip covers nothing: ${skips}`);
});

test("validators are serialized like by the package `convex`", () => {
  const chance = new Chance(2);
  for (let index = 0; index < 2000; index += 1) {
    const json = validator(chance);
    assert.deepEqual(build(json).json, json);
  }
});
