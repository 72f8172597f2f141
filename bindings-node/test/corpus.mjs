// Reads the test cases shared by all languages.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";

export function cases(name) {
  const loaded = JSON.parse(readFileSync(new URL(`../../conformance/${name}`, import.meta.url), "utf8"));
  assert.notEqual(Object.keys(loaded).length, 0, `${name} has no case`);
  return loaded;
}
