import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { test } from "node:test";
import * as esm from "convex-ops";
import { cases } from "./corpus.mjs";

const cjs = createRequire(import.meta.url)("convex-ops");
const { kinds } = cases("errors.json");
const location = { file: "schema.json", line: 3, path: ".tables[0]" };

function info(kind, retryable = false) {
  return { kind, message: "it broke", help: "mend it", location, retryable, causes: ["a cause"] };
}

test("the list of kinds matches the core", () => {
  assert.deepEqual([...esm.ERROR_KINDS], kinds.map(({ kind }) => kind));
});

for (const { kind, retryable } of kinds) {
  test(`${kind} has a class`, () => {
    const error = esm.errorFromInfo(info(kind, retryable));
    assert.ok(error instanceof Error && error instanceof esm.ConvexOpsError);
    assert.deepEqual(error.toJSON(), info(kind, retryable));
    assert.equal(error.summary, "it broke");
    assert.equal(error.message, "schema.json:3: it broke (at `.tables[0]`): a cause; mend it");
    assert.equal(String(error), `${error.name}: schema.json:3: it broke (at \`.tables[0]\`): a cause; mend it`);

    const classes = Object.values(esm).filter((value) => typeof value === "function" && "kind" in value);
    assert.equal(classes.length, kinds.length);
    assert.deepEqual(classes.filter((Class) => error instanceof Class), [esm[error.name]]);
  });

  test(`${kind} is the same class to CommonJS`, () => {
    const error = esm.errorFromInfo(info(kind));
    assert.notEqual(cjs.ConvexOpsError, esm.ConvexOpsError);
    assert.ok(error instanceof cjs.ConvexOpsError && error instanceof cjs[error.name]);
    const other = cjs.errorFromInfo(info(kind === "io" ? "internal" : "io"));
    assert.ok(!(other instanceof esm[error.name]));
  });
}

test("unknown kinds of a newer core are errors", () => {
  const error = esm.errorFromInfo(info("somethingNew"));
  assert.equal(error.constructor, esm.ConvexOpsError);
});

test("errors can be made in tests", () => {
  const error = new esm.NotFoundError("project not found", { code: "ProjectNotFound", help: "create it" });
  assert.deepEqual([error.kind, error.code, error.message], ["notFound", "ProjectNotFound", "project not found; create it"]);
  assert.ok(error instanceof cjs.NotFoundError && !error.retryable && new esm.UnavailableError("down").retryable);
  const confirm = new esm.ConfirmationRequiredError("confirm it", { deploymentName: "happy-otter-123" });
  assert.ok(confirm instanceof esm.ConfirmationRequiredError && confirm.deploymentName === "happy-otter-123");
});

test("other errors are not instances", () => {
  for (const other of [new Error("it broke"), { kind: "io" }, null, "io"]) {
    assert.ok(!(other instanceof esm.ConvexOpsError) && !(other instanceof esm.IoError));
  }
});

test("subclasses match only their instances", () => {
  class Mine extends esm.IoError {}
  assert.ok(new Mine(info("io")) instanceof Mine);
  assert.ok(!(esm.errorFromInfo(info("io")) instanceof Mine));
});
