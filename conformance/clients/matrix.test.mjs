// Runs each row of the matrix with each version of Convex's command. With `CLIENTS=all`, compares the result with
// `docs/clients.md`; with `CLIENTS_WRITE=1`, writes it.

import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { after, before, describe, test } from "node:test";
import { ROWS } from "./cells.mjs";
import { page } from "./page.mjs";
import { client } from "./run.mjs";
import { VERSIONS, compare } from "./versions.mjs";

const DOCS = new URL("../../docs/clients.md", import.meta.url);
const results = new Map(ROWS.map((row) => [row, []]));

for (const version of VERSIONS) {
  describe(`convex ${version}`, () => {
    let own;
    before(async () => {
      own = await client(version);
    });
    after(() => own.stop());
    for (const row of ROWS) {
      if (row.since !== undefined && compare(version, row.since) < 0) {
        results.get(row).push("absent");
        continue;
      }
      test(`${row.command}, with ${row.set}`, async () => {
        await row.cell(own);
        results.get(row).push("works");
      });
    }
  });
}

after(() => {
  if (process.env.CLIENTS !== "all") return;
  const text = page(VERSIONS, results);
  if (process.env.CLIENTS_WRITE) writeFileSync(DOCS, text);
  assert.equal(readFileSync(DOCS, "utf8"), text, "docs/clients.md is outdated: run `npm run write` in conformance/clients");
});
