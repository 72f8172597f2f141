// Random pairs of validators: convex-helpers confirms every witness of a "no" and finds no counterexample to a "yes".

import assert from "node:assert/strict";
import { test } from "node:test";
import { ask } from "./ask.mjs";
import { TABLES } from "./ids.mjs";
import { accepts, encode } from "./judge.mjs";
import { Chance, changed, validator, valueOf } from "./random.mjs";
import { Skips } from "./skips.mjs";

const PAIRS = 10_000;
const VALUES_PER_YES = 5;

function pairs(seed, reader) {
  const chance = new Chance(seed);
  return Array.from({ length: PAIRS }, () => {
    const a = validator(chance);
    const b = chance.below(10) === 0 ? validator(chance) : changed(chance, a);
    const [from, to] = chance.pick([[a, b], [b, a]]);
    return { a: from, b: to, tables: TABLES, reader };
  });
}

for (const [seed, reader] of [[3, "closed"], [4, "open"]]) {
  test(`answers for ${reader} readers hold`, () => {
    const asked = pairs(seed, reader);
    const answers = ask("subset", asked);
    const chance = new Chance(seed);
    const skips = new Skips();
    const counts = { yes: 0, no: 0, undecided: 0, values: 0 };
    for (const [index, { a, b }] of asked.entries()) {
      const { answer, witness, tables = TABLES } = answers[index];
      const show = () => JSON.stringify({ asked: asked[index], answer: answers[index] });
      const refused = (value) => !accepts(b, value, { tables, open: reader === "open" });
      counts[answer] += 1;
      if (answer === "no") {
        assert.ok(accepts(a, witness, { tables }), `A refuses the witness: ${show()}`);
        const none = !refused(witness) && !skips.cover({ validators: [b], value: witness });
        assert.ok(!none, `B accepts the witness: ${show()}`);
      }
      for (let sample = 0; answer === "yes" && sample < VALUES_PER_YES; sample += 1) {
        const value = encode(valueOf(chance, a) ?? null);
        // A random value for a union with empty members is not always a value of A.
        if (accepts(a, value, { tables: TABLES }) && refused(value)) {
          assert.ok(skips.cover({ validators: [a], value }), `B refuses ${JSON.stringify(value)}: ${show()}`);
        }
        counts.values += 1;
      }
    }
    console.log(`subset, ${reader}: ${counts.yes} yes (${counts.values} values), ${counts.no} no; skipped: ${skips}`);
    assert.equal(counts.undecided, 0);
    assert.ok(counts.yes > 2000 && counts.no > 3000, "both answers must be frequent");
  });
}
