import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { test } from "node:test";
import { inspect } from "node:util";
import { InvalidInputError, parseKey } from "convex-ops";
import { cases } from "./corpus.mjs";

for (const { name, key, answer } of cases("keys/valid.json")) {
  test(`valid key: ${name}`, () => {
    assert.deepEqual(parseKey(key), answer);
  });
}

for (const { name, key, secret, error: kind, message } of cases("keys/invalid.json")) {
  test(`invalid key is an error without the secret: ${name}`, () => {
    assert.throws(
      () => parseKey(key),
      (error) => {
        assert.ok(error instanceof InvalidInputError);
        assert.equal(error.kind, kind);
        assert.ok(error.message.includes(message), error.message);
        const shown = inspect(error) + String(error) + JSON.stringify(error);
        assert.ok(secret === "" || !shown.includes(secret), shown);
        return true;
      },
    );
  });
}

test("values other than strings are errors", () => {
  assert.throws(() => parseKey(undefined), InvalidInputError);
});

test("CommonJS has the same functions", () => {
  const cjs = createRequire(import.meta.url)("convex-ops");
  assert.equal(cjs.parseKey("dev:happy-otter-123|freshkey").deploymentName, "happy-otter-123");
});
