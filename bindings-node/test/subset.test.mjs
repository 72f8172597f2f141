import assert from "node:assert/strict";
import { test } from "node:test";
import { InvalidInputError, subset } from "convex-ops";

const nul = { type: "null" };
const bigint = { type: "bigint" };

test("yes", () => {
  assert.deepEqual(subset({ type: "literal", value: 1 }, { type: "number" }), { answer: "yes" });
});

test("no comes with a witness", () => {
  const answer = subset({ type: "union", value: [nul, bigint] }, nul);
  assert.deepEqual(answer, { answer: "no", witness: { $integer: "AAAAAAAAAAA=" } });
});

test("ids use the tables of the answer", () => {
  const users = { type: "id", tableName: "users" };
  const { answer, tables } = subset(users, { type: "id", tableName: "posts" }, { tables: { users: 7 } });
  assert.deepEqual({ answer, tables }, { answer: "no", tables: { posts: 10001, users: 7 } });
});

test("an open reader ignores fields", () => {
  const wide = { type: "object", value: { a: { fieldType: nul, optional: false } } };
  const narrow = { type: "object", value: {} };
  assert.deepEqual(subset(wide, narrow).witness, { a: null });
  assert.equal(subset(wide, narrow, { reader: "open" }).answer, "yes");
});

test("an exceeded budget is undecided", () => {
  assert.deepEqual(subset(bigint, nul, { budget: 0 }), { answer: "undecided" });
});

test("an invalid reader is an error", () => {
  assert.throws(
    () => subset(nul, nul, { reader: "ajar" }),
    (error) => error instanceof InvalidInputError && error.location.path === ".reader",
  );
});
