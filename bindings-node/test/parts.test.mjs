import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { closeSync, constants, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { CancelledError, check, checkAsync, checkData, checkDataAsync, InvalidInputError, mergeData } from "convex-ops";

const sample = new URL("../../examples/sample/", import.meta.url);
const text = (name) => readFileSync(new URL(name, sample), "utf8");
const candidate = text("candidate.json");
const data = { path: fileURLToPath(new URL("export", sample)) };
const messages = text("export/messages/documents.jsonl");

const report = (data) => JSON.stringify(check(candidate, candidate, { data, now: 0, values: true }));
const part = (table, start, end) => checkData(candidate, data, { shard: { table, start, end } });
const others = () => mergeData(["channels", "reminders", "teams", "users"].map((table) => part(table)));

test("merged shards match a single pass", () => {
  const [whole, rest, once] = [report(data), others(), checkData(candidate, data)];
  assert.ok(whole.includes("`messages"));
  for (let cut = 0; cut <= messages.length; cut += 13) {
    const parts = [part("messages", cut), rest, part("messages", 0, cut)];
    assert.equal(report({ parts }), whole);
    assert.equal(mergeData(parts), once);
    assert.equal(mergeData([mergeData([parts[2], parts[0]]), rest]), once);
  }
});

test("documents in memory can be shards", () => {
  const tables = { table: "_tables", documents: text("export/_tables/documents.jsonl") };
  const fileBytes = Buffer.byteLength(messages);
  assert.equal(fileBytes, messages.length);
  const shard = (start, end) => {
    const documents = messages.slice(start, end);
    return checkData(candidate, { tables: [tables, { table: "messages", documents, start, fileBytes }] });
  };
  const cut = messages.indexOf("\n", fileBytes / 2) + 1;
  const whole = report({ tables: [tables, { table: "messages", documents: messages }] });
  assert.equal(report({ parts: [shard(cut), shard(0, cut)] }), whole);
});

test("parts that do not match are errors", () => {
  const [start, rest] = [part("messages", 0, 500), others()];
  const refused = (parts, expected) =>
    assert.throws(() => check(candidate, candidate, { data: { parts } }), (error) => {
      assert.ok(error instanceof InvalidInputError && error.help !== undefined);
      assert.match(error.message, expected.message);
      assert.deepEqual(error.location, { ...error.location, ...expected.location });
      return true;
    });
  refused([start, rest], { message: /no part contains the bytes/, location: { file: "messages" } });
  refused([start, rest, part("messages")], { message: /were already checked/, location: { file: "messages" } });
  const other = checkData(text("baseline.json"), data, { shard: { table: "messages" } });
  // All tables differ; the error names the first one.
  refused([start, rest, other], { message: /different checks/, location: { file: "channels" } });
  refused([rest, start.slice(0, -10)], { message: /damaged/, location: { path: ".data.parts[1]" } });
  refused([], { message: /missing parts/, location: { path: ".data.parts" } });
});

test("an aborted signal cancels a check", async () => {
  const early = { signal: AbortSignal.abort() };
  await assert.rejects(checkAsync(candidate, candidate, early), CancelledError);
  await assert.rejects(checkDataAsync(candidate, data, early), CancelledError);
  const { signal } = new AbortController();
  assert.equal(await checkDataAsync(candidate, data, { signal }), checkData(candidate, data));

  const folder = mkdtempSync(join(tmpdir(), "convex-ops-"));
  const pipe = join(folder, "pipe");
  execFileSync("mkfifo", [pipe]);
  const writer = openSync(pipe, constants.O_RDWR);
  const controller = new AbortController();
  const waiting = checkDataAsync(candidate, { path: pipe }, { signal: controller.signal });
  controller.abort();
  // Looks like the start of a zip, without further data.
  writeSync(writer, "PK");
  await assert.rejects(waiting, CancelledError);
  closeSync(writer);
  rmSync(folder, { recursive: true });
});
