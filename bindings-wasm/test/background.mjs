// Tests of checks in the background, for every host: `checkBackground(api)` returns the names of the cases, and the failures.

import { caught, equal, runCases } from "./cases.mjs";
import { zip } from "./zip.mjs";

/** Runs each case. */
export const checkBackground = (api) => runCases(cases(api));

function app(type, tables = ["users"]) {
  const documentType = { type: "object", value: { age: { fieldType: { type }, optional: false } } };
  return { schema: { schemaValidation: true, tables: tables.map((tableName) => ({ tableName, indexes: [], documentType })) }, functions: [] };
}

/** Documents of more than one block, of which some are refused. The last line has no line feed. */
function manyLines(count) {
  const filler = "x".repeat(1_000);
  const line = (index) => `{"_id": "u${index}", "age": ${index % 999 === 0 ? "1.5" : "1"}, "note": "${filler}"}`;
  return Array.from({ length: count }, (_, index) => line(index)).join("\n");
}

function* cases(api) {
  const { check, checkData, checkDataSync, checkSync, plan, planSync } = api;
  const old = app("bigint");
  const users = '{"age": 1}\n{"age": 987654.5}\n';
  const uniform = '"uniform"\n';
  const exported = (options) => zip({ "users/documents.jsonl": users, "users/generated_schema.jsonl": uniform }, options);
  const inMemory = { tables: [{ table: "users", documents: users }] };
  const now = 1_700_000_000_000;

  yield [
    "apps: data, text, a surface or a file",
    async () => {
      const expected = checkSync(old, app("string"), { now });
      for (const next of [app("string"), JSON.stringify(app("string")), api.Surface.parse(app("string")), new Blob([JSON.stringify(app("string"))])]) {
        equal(await check(old, next, { now }), expected);
      }
      equal(await plan(old, app("string")), planSync(old, app("string")));
      equal((await check(old, old)).render("text").includes("safe"), true);
    },
  ];
  yield [
    "an export, deflated or stored",
    async () => {
      const expected = checkSync(old, old, { data: inMemory, now });
      equal(expected.findings.map(({ rule }) => rule), ["document-mismatch"]);
      for (const data of [await exported(), await exported({ isStored: true }), new File([users], "users.jsonl"), inMemory]) {
        equal(await check(old, old, { data, now }), expected);
      }
      equal(JSON.stringify(await check(old, old, { data: await exported() })).includes("987654.5"), false);
      equal(JSON.stringify(await check(old, old, { data: await exported(), values: true })).includes("987654.5"), true);
    },
  ];
  yield [
    "an export is read once for the check and the plan",
    async () => {
      const part = await checkData(old, await exported());
      equal(part, checkDataSync(old, inMemory));
      const data = { parts: [part] };
      equal(await plan(old, old, { data }), planSync(old, old, { data: inMemory }));
    },
  ];
  yield [
    "several blocks, tables and components have the report of one pass",
    async () => {
      const documents = manyLines(6_000);
      const tables = '{"name": "users", "id": 10001}\n{"name": "posts", "id": 10002}\n{"name": "empty", "id": 10003}\n';
      const surface = app("bigint", ["users", "posts", "empty"]);
      const texts = { _tables: tables, users: documents, posts: users, empty: "" };
      const files = Object.entries(texts).flatMap(([table, text]) => [
        [`snapshot/${table}/documents.jsonl`, text],
        [`snapshot/${table}/generated_schema.jsonl`, uniform],
      ]);
      const search = [["snapshot/_components/search/hits/documents.jsonl", users], ["snapshot/_components/search/hits/generated_schema.jsonl", uniform]];
      const data = { tables: Object.entries(texts).map(([table, text]) => ({ table, documents: text })) };
      data.tables.push({ component: "search", table: "hits", documents: users });
      const progress = [];
      const onProgress = ({ phase, done, total, unit }) => progress.push([phase, unit, done, total]);
      const found = await check(surface, surface, { data: await zip(Object.fromEntries([...files, ...search])), now, onProgress });
      equal(found, checkSync(surface, surface, { data, now }));
      const total = documents.length + 2 * users.length;
      equal([progress.length > 4, progress[0], progress.at(-1)], [true, ["check", "bytes", 0, total], ["check", "bytes", total, total]]);
    },
  ];
  yield [
    "without a list of tables, numbers are those of the first documents",
    async () => {
      const first = "js700000000000000000000000001s5t";
      const text = manyLines(6_000).replace('"u0"', `"${first}"`);
      const posts = '{"age": 1, "_id": "j5700000000000000000000000001qv0"}\n';
      const surface = app("bigint", ["users", "posts"]);
      const data = { tables: [{ table: "posts", documents: posts }, { table: "users", documents: text }] };
      const files = { "users/documents.jsonl": text, "users/generated_schema.jsonl": uniform, "posts/documents.jsonl": posts, "posts/generated_schema.jsonl": uniform };
      equal(await check(surface, surface, { data: await zip(files), now }), checkSync(surface, surface, { data, now }));
    },
  ];
  yield [
    "the generated schema defines the encoding",
    async () => {
      const encoded = await zip({ "users/documents.jsonl": '{"age": {"$integer": "AQAAAAAAAAA="}}\n' });
      const { verdict, notChecked } = await check(old, old, { data: encoded });
      equal([verdict, JSON.stringify(notChecked).includes("generated_schema.jsonl")], ["safe", true]);
    },
  ];
  yield [
    "bytes that are not UTF-8 are a finding",
    async () => {
      const data = await zip({ "users/documents.jsonl": new Uint8Array([0x7b, 0xff, 0x7d, 0x0a]), "users/generated_schema.jsonl": uniform });
      equal((await check(old, old, { data })).verdict, "breaking");
    },
  ];
  yield [
    "damaged exports are refused",
    async () => {
      const refused = async (data, message, type = api.InvalidInputError, reading = {}) => {
        const error = await caught(check(old, old, { data, reading }));
        equal([error instanceof type, error.message.includes(message)], [true, true], String(error));
      };
      const whole = await exported();
      await refused(whole.slice(0, whole.size - 1), "its directory is missing");
      await refused(await exported({ damage: (bytes) => bytes.subarray(0, bytes.length - 4) }), "users/");
      await refused(await exported({ damage: (bytes) => bytes.map(() => 0xff) }), "is damaged after");
      await refused(await exported({ checksum: (value) => value ^ 1 }), "checksum");
      await refused(await zip({ "a.txt": "a" }), "the file is not an export");
      await refused(new Blob([users]), "neither a zip nor named after a table");
      await refused(await exported(), "more than the limit", api.LimitExceededError, { maxBytes: 3 });
      await refused(await exported(), "more than 1 entries", api.LimitExceededError, { maxEntries: 1 });
      await refused(await exported(), "duplicate ids", api.InvalidInputError, { duplicateIds: true });
      await refused(await zip({ "users/documents.jsonl": users, "b/users/documents.jsonl": users }), "contains the same table");
    },
  ];
  yield [
    "errors of the core have their class and place",
    async () => {
      const error = await caught(check("{", "{}"));
      equal([error instanceof api.InvalidInputError, error.location.path], [true, ".baseline"]);
      equal((await caught(check(old, old, { data: { path: "export.zip" } }))) instanceof api.UnsupportedError, true);
    },
  ];
  yield [
    "an aborted signal ends the work with its reason",
    async () => {
      const data = await zip({ "users/documents.jsonl": manyLines(9_000) });
      const controller = new AbortController();
      let calls = 0;
      const onProgress = ({ done }) => {
        calls += 1;
        if (done > 0) controller.abort(new Error("enough"));
      };
      const error = await caught(check(old, old, { data, signal: controller.signal, onProgress }));
      const after = calls;
      await new Promise((resolve) => setTimeout(resolve));
      equal([error.message, calls], ["enough", after]);
      equal((await caught(check(old, old, { signal: AbortSignal.abort(new Error("early")) }))).message, "early");
      const thrown = check(old, old, { data, onProgress: () => { throw new RangeError("mine"); } });
      equal((await caught(thrown)).message, "mine");
    },
  ];
}
