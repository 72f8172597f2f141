import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, readFile, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const SAMPLE = join(dirname(fileURLToPath(import.meta.url)), "..");

test("the sample's files are those that make.mjs makes", async () => {
  const made = await mkdtemp(join(tmpdir(), "sample-"));
  try {
    await promisify(execFile)(process.execPath, [join(SAMPLE, "make.mjs"), made]);
    const entries = await readdir(made, { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath ?? entry.path, entry.name));
    assert.equal(files.length, 14);
    for (const file of files) {
      const committed = join(SAMPLE, file.slice(made.length + 1));
      assert.equal(await readFile(committed, "utf8"), await readFile(file, "utf8"), committed);
    }
  } finally {
    await rm(made, { recursive: true });
  }
});
