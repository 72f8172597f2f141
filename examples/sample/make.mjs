// Generates the sample: the surface files of `before/` and `after/`, and data of a deployment of `before`, in the form of
// `npx convex export` and `npx convex data _scheduled_functions --format jsonLines`.
//
//   node make.mjs [FOLDER]     writes to FOLDER, or to the folder of this file

import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { readSurface } from "../node/surface/read.mjs";
import { documentId } from "./document-id.mjs";
import { Int64, bytes, exported, printed } from "./encode.mjs";

const HERE = dirname(fileURLToPath(import.meta.url));
const TABLES = { teams: 10001, users: 10002, channels: 10003, messages: 10004, reminders: 10005 };
const SCHEDULED_FUNCTIONS = 7;
const START = Date.UTC(2026, 10, 2, 9);
const HOUR = 3_600_000;

const id = (table, row) => documentId(TABLES[table], row);

/** Returns a document with its system fields. The clock advances by 61 seconds and a fraction per row. */
const document = (table, row, fields) => ({ _id: id(table, row), _creationTime: START + row * 61_000.25, ...fields });

const teams = [
  document("teams", 1, { name: "Harbour", plan: "pro", storageUsed: new Int64(9_007_199_254_740_993n) }),
  document("teams", 2, { name: "Lighthouse", plan: "free", storageUsed: new Int64(0n) }),
];

const users = ["Ada", "Björn", "Chidi", "Dalia"].map((name, row) =>
  document("users", row, {
    teamId: id("teams", row < 3 ? 1 : 2),
    name,
    email: `${name.toLowerCase()}@example.com`,
    settings: row === 0 ? { compact: true, sounds: false } : {},
  }),
);

const channels = [
  document("channels", 1, { teamId: id("teams", 1), name: "general", topic: "Everything else" }),
  document("channels", 2, { teamId: id("teams", 1), name: "deploys" }),
  document("channels", 3, { teamId: id("teams", 2), name: "general" }),
];

const priorities = [undefined, "normal", "high", undefined, "low", "normal", undefined];
const messages = Array.from({ length: 12 }, (_, row) => {
  const priority = priorities[row % priorities.length];
  return document("messages", row, {
    channelId: id("channels", (row % 3) + 1),
    author: id("users", row % 4),
    body: `Message ${row + 1}`,
    ...(priority && { priority }),
    attachments:
      row === 5 ? [{ name: "plan.pdf", size: new Int64(48_213n), sha256: bytes([0xca, 0xfe, 0, row]) }] : [],
    ...(row === 2 && { reactions: { "thumbs-up": [id("users", 1)] } }),
  });
});

const reminders = [
  document("reminders", 1, { messageId: id("messages", 3), userId: id("users", 0), dueAt: START + 72 * HOUR, note: null }),
  document("reminders", 2, { messageId: id("messages", 7), userId: id("users", 2), dueAt: START + 96 * HOUR, note: "ask" }),
];

const scheduled = [
  ["reminders.js:deliver", { reminderId: id("reminders", 1) }, 72, { kind: "pending" }],
  ["reminders.js:deliver", { reminderId: id("reminders", 2) }, 96, { kind: "pending" }],
  ["reminders.js:digest", { teamId: id("teams", 1) }, 24, { kind: "pending" }],
  ["reminders.js:digest", { teamId: id("teams", 2), since: START }, 25, { kind: "pending" }],
  ["reminders.js:removeOld", { olderThanDays: 30 }, -6, { kind: "success" }],
].map(([name, args, hours, state], row) => ({
  _creationTime: START + row * 1000.5,
  _id: documentId(SCHEDULED_FUNCTIONS, row),
  args: [args],
  ...(state.kind === "success" && { completedTime: START + hours * HOUR }),
  name,
  scheduledTime: START + hours * HOUR,
  state,
}));

const lines = (texts) => texts.map((text) => `${text}\n`).join("");

async function write(folder, name, text) {
  const path = join(folder, name);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
}

const folder = process.argv[2] ?? HERE;
const tables = { teams, users, channels, messages, reminders };
const numbers = Object.entries(TABLES).map(([name, number]) => exported({ name, id: new Int64(BigInt(number)) }));
await write(folder, "export/_tables/documents.jsonl", lines(numbers));
for (const [name, documents] of Object.entries(tables)) {
  const inOrder = documents.toSorted((a, b) => (a._id < b._id ? -1 : 1));
  await write(folder, `export/${name}/documents.jsonl`, lines(inOrder.map(exported)));
  await write(folder, `export/${name}/generated_schema.jsonl`, '"uniform"\n');
}
// The command prints the newest document first.
await write(folder, "scheduled.jsonl", lines(scheduled.toReversed().map(printed)));
for (const [name, app] of [["baseline", "before"], ["candidate", "after"]]) {
  const { surface } = await readSurface(join(HERE, app, "convex"));
  await write(folder, `${name}.json`, `${JSON.stringify(surface, null, 2)}\n`);
}
