import assert from "node:assert/strict";
import { test } from "node:test";
import { InvalidInputError, jsonText, validate } from "convex-ops";

const bigint = { type: "bigint" };
const number = { type: "number" };

test("a bigint is an int64 and a number a float64, in each encoding", () => {
  for (const encoding of ["export", "encoded"]) {
    for (const value of [0n, 1n, -(2n ** 63n), 2n ** 63n - 1n]) {
      assert.equal(validate(bigint, value, { encoding }).valid, true, `${value} ${encoding}`);
      assert.equal(validate(number, value, { encoding }).valid, false, `${value} ${encoding}`);
    }
    for (const value of [0, -0, 1, 1.5, 1e21, -1e300, 5e-324, NaN, Infinity, -Infinity]) {
      assert.equal(validate(number, value, { encoding }).valid, true, `${value} ${encoding}`);
      assert.equal(validate(bigint, value, { encoding }).valid, false, `${value} ${encoding}`);
    }
  }
});

test("-0 and 0 are different values", () => {
  assert.equal(validate({ type: "literal", value: 0 }, 0).valid, true);
  assert.equal(validate({ type: "literal", value: 0 }, -0).valid, false);
});

test("JSON text keeps the type of numbers", () => {
  assert.equal(validate(bigint, jsonText("9007199254740993")).valid, true);
  assert.equal(validate(number, jsonText("1.0")).valid, true);
  assert.equal(validate(number, jsonText("1")).valid, false);
  assert.throws(() => jsonText('1, "encoding": "encoded"'), SyntaxError);
});

test("bytes and absent fields are serialized like in Convex's client", () => {
  const object = { type: "object", value: { a: { fieldType: { type: "bytes" }, optional: false } } };
  assert.deepEqual(validate(object, { a: new Uint8Array([0, 255]).buffer, b: undefined }), { valid: true, errors: [] });
  assert.deepEqual(validate(object, { a: null, b: [] }).errors, [
    { path: ".a", reason: "wrong-type" },
    { path: ".b", reason: "extra-field" },
  ]);
});

test("a union reports the mismatches of its closest member", () => {
  const union = { type: "union", value: [{ type: "null" }, { type: "array", value: { type: "string" } }] };
  assert.deepEqual(validate(union, ["x", true]).errors, [
    { path: "", reason: "no-union-member", members: [{ path: "[1]", reason: "wrong-type" }] },
  ]);
});

test("an invalid validator is an error with a location", () => {
  assert.throws(
    () => validate({ type: "array", value: { type: "array" } }, []),
    (error) => error instanceof InvalidInputError && error.location.path === ".validator.value",
  );
});

test("a validator type of a newer version is an error with its place, and not a mismatch", () => {
  assert.throws(
    () => validate({ type: "array", value: { type: "nul" } }, []),
    (error) => error instanceof InvalidInputError && error.location.path === ".validator.value.type",
  );
});

test("values that JSON cannot represent are errors", () => {
  for (const value of [2n ** 63n, Symbol("x"), () => {}]) {
    assert.throws(() => validate(number, value), InvalidInputError);
  }
});
