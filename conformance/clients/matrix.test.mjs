// Runs each row of the matrix with each version of Convex's command. With `CLIENTS_WRITE=1`, records the results of these
// versions in `results.json` and writes `docs/clients.md`; otherwise compares them with the recorded ones.

import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { after, before, describe, test } from "node:test";
import { ROWS } from "./cells.mjs";
import { nameOf, page } from "./page.mjs";
import { client } from "./run.mjs";
import { VERSIONS, compare } from "./versions.mjs";

const RESULTS = new URL("results.json", import.meta.url);
const DOCS = new URL("../../docs/clients.md", import.meta.url);
const results = {};

// Versions are tried side by side, each with a server of its own.
describe("the matrix", { concurrency: 2 }, () => VERSIONS.forEach(suite));

function suite(version) {
  results[version] = {};
  describe(`convex ${version}`, () => {
    let own;
    before(async () => {
      own = await client(version);
    });
    after(() => own.stop());
    for (const row of ROWS) {
      if (row.since !== undefined && compare(version, row.since) < 0) {
        results[version][nameOf(row)] = "absent";
        continue;
      }
      test(nameOf(row), async () => {
        await row.cell(own);
        results[version][nameOf(row)] = "works";
      });
    }
  });
}

after(() => {
  const recorded = JSON.parse(readFileSync(RESULTS, "utf8"));
  if (process.env.CLIENTS_WRITE) {
    for (const version of VERSIONS) recorded[version] = { ...recorded[version], ...results[version] };
    writeFileSync(RESULTS, `${JSON.stringify(recorded, null, 2)}\n`);
    writeFileSync(DOCS, page(recorded));
  }
  for (const version of VERSIONS) {
    for (const [name, result] of Object.entries(results[version])) assert.equal(recorded[version]?.[name], result, `${version}: ${name}`);
  }
  assert.equal(readFileSync(DOCS, "utf8"), page(recorded), "docs/clients.md is outdated: run `npm run write` in conformance/clients");
});
