import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { connect } from "convex-ops";
import { serve } from "../../conformance/platform-client/server.mjs";

const STORY = fileURLToPath(new URL("../../conformance/story", import.meta.url));
const LINES = readFileSync(join(STORY, "lines.txt"), "utf8");

let folder;
let data;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), "convex-ops-"));
  data = join(folder, "export.zip");
  const convex = connect("embedded:");
  await convex.team("first-team").project("source").ensure();
  const dev = await convex.team("first-team").project("source").dev().ensure();
  await dev.importData(Buffer.from('{"text":"buy milk"}\n{"text":"call home"}\n'), { table: "tasks", format: "jsonLines" });
  await writeFile(data, await dev.export());
});

after(() => rm(folder, { recursive: true }));

async function story(location, env = {}) {
  const file = fileURLToPath(new URL("story.mjs", import.meta.url));
  const options = { env: { PATH: process.env.PATH, CONVEX_OPS_RELEASES: join(folder, "releases"), ...env } };
  const args = [file, location, join(STORY, "old.json"), join(STORY, "new.json"), data];
  return (await promisify(execFile)(process.execPath, args, options)).stdout;
}

test("the story runs in this process", async () => assert.equal(await story("embedded:"), LINES));

test("the story runs over HTTP", async () => {
  const server = await serve();
  try {
    await server.admin("set_plan", { teamId: server.teamId, plan: "professional" });
    assert.equal(await story(server.url, { CONVEX_ACCESS_TOKEN: server.token }), LINES);
  } finally {
    await server.stop();
  }
});
