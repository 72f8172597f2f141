// Parts of the package that need no native module, with a fake one.
import assert from "node:assert/strict";
import { test } from "node:test";
import { fromBase64, toBase64 } from "../esm/shared/base64.js";
import { Connection } from "../esm/shared/connection.js";
import { decode, encode } from "../esm/shared/decode.js";
import { parseExact, writeExact } from "../esm/shared/exact-json.js";
import { Pager } from "../esm/shared/pager.js";
import { Secret } from "../esm/shared/secret.js";

const SHAPES = {
  Key: { created: "T", secret: "S", blob: "B" },
  Keys: { list: "Key", byName: "*Key" },
  Values: { "*": "S" },
};

test("answers are decoded by their shape", () => {
  const key = { created: 1_700_000_000_000, secret: "hunter2", blob: "AAECAw==", name: "ci" };
  const { list, byName } = decode(SHAPES, "Keys", { list: [key, null], byName: { a: key } });
  assert.deepEqual(list[0].created, new Date(1_700_000_000_000));
  assert.equal(list[0].secret.expose(), "hunter2");
  assert.deepEqual(list[0].blob, new Uint8Array([0, 1, 2, 3]));
  assert.deepEqual([list[0].name, list[1], byName.a.secret instanceof Secret], ["ci", null, true]);
  assert.equal(decode(SHAPES, "Values", JSON.parse('{"__proto__":"x"}'))["__proto__"].expose(), "x");
  assert.equal(decode(SHAPES, "*S", { A: "1" }).A.expose(), "1");
  assert.equal(decode(SHAPES, undefined, key), key);
  assert.equal(decode(SHAPES, "toString", key), key);
});

test("requests are encoded", () => {
  const request = { at: new Date(5), key: new Secret("x"), bytes: new Uint8Array([0, 1]), list: [new Date(6)], none: null };
  assert.deepEqual(encode(request), { at: 5, key: "x", bytes: "AAE=", list: [6], none: null });
  assert.equal(JSON.stringify(encode(JSON.parse('{"__proto__":1}'))), '{"__proto__":1}');
  assert.throws(() => encode(new Date("x")), RangeError);
});

test("large integers are exact", () => {
  const text = '{"ts":1700000000123456789,"low":-9223372036854775808,"id":9007199254740991,"list":[9007199254740993,1.5]}';
  const value = parseExact(text);
  assert.deepEqual(value, {
    ts: 1_700_000_000_123_456_789n,
    low: -(2n ** 63n),
    id: 9_007_199_254_740_991,
    list: [9_007_199_254_740_993n, 1.5],
  });
  assert.equal(writeExact(value), text);
});

test("digits in strings and names, and floats, are no integers", () => {
  for (const text of [
    '{"a":"1700000000123456789","#":"#","##1700000000123456789":"\\\\"}',
    '["\\\\",1.7000000000000000001,1e30,12345678901234567890.5]',
    '"1700000000123456789 \\" 1700000000123456789"',
    '{"__proto__":"1700000000123456789"}',
  ]) {
    assert.deepEqual(parseExact(text), JSON.parse(text));
  }
});

test("a bigint is exact in a field of a request, in its answer, and refused inside a value", async () => {
  const texts = [];
  const start = (text, done) => {
    texts.push(text);
    done('{"ok":{"cursor":1700000000123456789,"values":[],"hasMore":false}}');
    return { cancel: () => {} };
  };
  const connection = new Connection({ start });
  const answer = await connection.call("listDocumentDeltas", { cursor: 2n ** 60n }, {}, {}, "DocumentDeltas");
  assert.equal(answer.cursor, 1_700_000_000_123_456_789n);
  assert.ok(texts[0].includes('"cursor":1152921504606846976'), texts[0]);
  await assert.rejects(connection.call("runQuery", { args: { n: 1n } }), { kind: "invalidInput" });
});

test("a small integer of a field with large ones is a bigint", () => {
  assert.deepEqual(decode({ Page: { ts: "I" } }, "Page", { ts: 1, n: 1 }), { ts: 1n, n: 1 });
});

test("base64 is that of Node", () => {
  for (const length of [0, 1, 2, 3, 24_575, 24_576, 24_577, 60_000]) {
    const bytes = Uint8Array.from({ length }, (_, index) => index * 7);
    assert.equal(toBase64(bytes), Buffer.from(bytes).toString("base64"));
    assert.deepEqual(fromBase64(toBase64(bytes)), bytes);
  }
});

test("a pager stops where it is left, and at a repeated cursor", async () => {
  const asked = [];
  const pager = (next) =>
    new Pager(async (cursor) => {
      asked.push(cursor);
      return { items: [1, 2], nextCursor: next[asked.length - 1] };
    });
  for await (const item of pager(["a", "b"])) if (item === 2) break;
  assert.deepEqual(asked, [undefined]);
  asked.length = 0;
  assert.deepEqual(await pager(["a", "b", undefined]).all(), [1, 2, 1, 2, 1, 2]);
  asked.length = 0;
  await assert.rejects(pager(["a", "a"]).all(), { kind: "internal" });
  assert.deepEqual(asked, [undefined, "a"]);
});

/** A native connection that answers when told to. */
function fake() {
  const calls = [];
  const start = (text, done) => {
    const call = { ...JSON.parse(text), done, cancelled: false };
    calls.push(call);
    return { cancel: () => (call.cancelled = true) };
  };
  return { calls, native: { start, open: start, callNow: () => '{"ok":1}' } };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

test("a call carries its token and receiver", async () => {
  const { calls, native } = fake();
  const connection = new Connection(native, async () => new Secret("t"));
  const running = connection.call("verb", { at: new Date(1) }, { team: "acme" });
  await turn();
  const [{ call, request, team, token, done }] = calls;
  assert.deepEqual({ call, request, team, token }, { call: "verb", request: { at: 1 }, team: "acme", token: "t" });
  done('{"error":{"kind":"notFound","message":"absent","retryable":false}}');
  await assert.rejects(running, { name: "NotFoundError" });
});

test("an abort and the end of the time cancel a call", async () => {
  const { calls, native } = fake();
  const connection = new Connection(native);
  const controller = new AbortController();
  const running = connection.call("verb", {}, {}, { signal: controller.signal, timeoutMs: 60_000 });
  await turn();
  controller.abort(new Error("enough"));
  await assert.rejects(running, /enough/);
  await assert.rejects(connection.call("verb", {}, {}, { timeoutMs: 1 }), { name: "TimedOutError" });
  await assert.rejects(connection.call("verb", {}, {}, { signal: controller.signal }), /enough/);
  assert.deepEqual(calls.map(({ cancelled }) => cancelled), [true, true]);
});

test("listeners of a signal are removed", async () => {
  const { calls, native } = fake();
  let listeners = 0;
  const signal = {
    aborted: false,
    reason: undefined,
    addEventListener: () => (listeners += 1),
    removeEventListener: () => (listeners -= 1),
  };
  const running = new Connection(native).call("verb", {}, {}, { signal });
  await turn();
  assert.equal(listeners, 1);
  calls[0].done('{"ok":2}');
  assert.equal(await running, 2);
  assert.equal(listeners, 0);
});
