// Imports, shows and exports documents with Convex's command.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, test } from "node:test";
import { unzipSync, zipSync } from "fflate";
import { serve } from "../platform-client/server.mjs";
import { project } from "./project.mjs";
import { useServer } from "./running-server.mjs";

const server = await serve();
after(() => server.stop());

const { production, succeeds, fails } = useServer(server);

const TYPES = ["--typecheck", "disable"];

/** Returns the documents of a table as shown by the command, without system fields. */
async function shown(app, key, table) {
  const lines = await succeeds(app, key, ["data", table, "--order", "asc", "--format", "jsonLines"], /./);
  return lines.trim().split("\n").map((line) => {
    const { _id, _creationTime, ...fields } = JSON.parse(line);
    assert.ok(_id.length >= 31 && _creationTime > 0, line);
    return fields;
  });
}

test("documents are imported in each format, shown, and exported", async (t) => {
  const app = project(t, "minimal-app");
  const prod = await production("Documents");
  const key = { CONVEX_DEPLOY_KEY: prod.key };
  app.write("lines.jsonl", '{"n": 1}\n{"n": 2}\n');
  app.write("array.json", '[{"text": "a"}, {"text": "b"}]');
  app.write("cells.csv", "name,age\nAda,36\n");
  await succeeds(app, key, ["import", "--table", "lines", "lines.jsonl"], /Added 2 documents to table "lines"/);
  await succeeds(app, key, ["import", "--table", "texts", "array.json"], /Added 2 documents to table "texts"/);
  await succeeds(app, key, ["import", "--table", "people", "cells.csv"], /Added 1 documents to table "people"/);
  assert.deepEqual(await shown(app, key, "lines"), [{ n: 1 }, { n: 2 }]);
  assert.deepEqual(await shown(app, key, "people"), [{ name: "Ada", age: 36 }]);
  await succeeds(app, key, ["data"], /lines\s+people\s+texts/);
  await succeeds(app, key, ["export", "--path", "export.zip"], /Downloaded/);
  const copy = { CONVEX_DEPLOY_KEY: (await production("Copy")).key };
  await succeeds(app, copy, ["import", "export.zip"], /Added 5 documents/);
  assert.deepEqual(await shown(app, copy, "texts"), [{ text: "a" }, { text: "b" }]);
  const self = { CONVEX_SELF_HOSTED_URL: prod.url, CONVEX_SELF_HOSTED_ADMIN_KEY: prod.key };
  assert.deepEqual(await shown(app, self, "people"), [{ name: "Ada", age: 36 }]);
});

test("stored files are imported and exported with the documents", async (t) => {
  const app = project(t, "minimal-app");
  const prod = await production("Files");
  const key = { CONVEX_DEPLOY_KEY: prod.key };
  const id = "0g4gj289144gj289144gj289144s830";
  const picture = new TextEncoder().encode("not really a picture");
  const metadata = { _id: id, _creationTime: 1700000000000.5, contentType: "image/png", size: picture.length };
  const entries = { "_storage/documents.jsonl": JSON.stringify(metadata), [`_storage/${id}.png`]: picture };
  const bytes = (content) => (typeof content === "string" ? new TextEncoder().encode(content) : content);
  app.write("files.zip", zipSync(Object.fromEntries(Object.entries(entries).map(([name, it]) => [name, bytes(it)]))));
  await succeeds(app, key, ["import", "files.zip"], /_storage \| 1 /);
  const [shownFile] = await shown(app, key, "_storage");
  assert.deepEqual([shownFile.contentType, shownFile.size], ["image/png", picture.length]);
  await succeeds(app, key, ["export", "--path", "all.zip", "--include-file-storage"], /Downloaded/);
  const exported = unzipSync(readFileSync(app.path("all.zip")));
  assert.deepEqual(exported[`_storage/${id}.png`], picture);
  const copy = { CONVEX_DEPLOY_KEY: (await production("Copy of files")).key };
  await succeeds(app, copy, ["import", "all.zip"], /_storage/);
  assert.deepEqual(await shown(app, copy, "_storage"), [shownFile]);
});

test("existing documents are replaced only on request", async (t) => {
  const app = project(t, "minimal-app");
  const prod = await production("Replaced");
  const key = { CONVEX_DEPLOY_KEY: prod.key };
  app.write("one.jsonl", '{"n": 1}\n');
  app.write("two.jsonl", '{"n": 2}\n');
  await succeeds(app, key, ["import", "--table", "t", "one.jsonl"], /Added 1/);
  await fails(app, key, ["import", "--table", "t", "two.jsonl"], /Table t already exists/);
  assert.deepEqual(await shown(app, key, "t"), [{ n: 1 }]);
  await succeeds(app, key, ["import", "--table", "t", "--append", "two.jsonl"], /Added 1/);
  assert.deepEqual(await shown(app, key, "t"), [{ n: 1 }, { n: 2 }]);
  await succeeds(app, key, ["import", "--table", "t", "--replace", "-y", "two.jsonl"], /Added 1/);
  assert.deepEqual(await shown(app, key, "t"), [{ n: 2 }]);
  app.write("broken.jsonl", '{"n": 3}\n{"n":\n');
  await fails(app, key, ["import", "--table", "t", "--replace", "-y", "broken.jsonl"], /Row 2 wasn't valid JSON/);
  assert.deepEqual(await shown(app, key, "t"), [{ n: 2 }]);
});

test("a deploy fails on mismatching documents, and an import on the schema", async (t) => {
  const app = project(t, "minimal-app");
  const prod = await production("Enforced");
  const key = { CONVEX_DEPLOY_KEY: prod.key };
  app.write("bad.jsonl", '{"unknown": 1}\n');
  await succeeds(app, key, ["import", "--table", "messages", "bad.jsonl"], /Added 1/);
  const message = /Schema validation failed[^]*Document with ID "\w+" in table "messages" does not match the schema/;
  await fails(app, key, ["deploy", ...TYPES], message);
  assert.deepEqual(await prod.live(), [], "nothing of it is live");
  app.write("none.jsonl", "");
  await succeeds(app, key, ["import", "--table", "messages", "--replace", "-y", "none.jsonl"], /Added 0/);
  await succeeds(app, key, ["deploy", ...TYPES], /Deployed/);
  await fails(
    app,
    key,
    ["import", "--table", "messages", "--append", "bad.jsonl"],
    /Failed to insert or update a document in table "messages" because it does not match the schema/,
  );
});
