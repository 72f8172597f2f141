import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { cp, mkdtemp, readFile, readdir, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { usesNode } from "../surface/files.mjs";

const HERE = dirname(fileURLToPath(import.meta.url));
const PACKAGES = join(HERE, "../../node_modules");
const object = (value) => ({ type: "object", value });
const field = (type, optional = false) => ({ fieldType: { type }, optional });

/** Runs the script on an app and returns `{code, stdout, stderr}`. */
function surface(app, { args = [], env = {} } = {}) {
  const script = join(HERE, "../surface.mjs");
  return new Promise((done) => {
    const options = { env: { ...process.env, ...env } };
    execFile(process.execPath, [script, "--dir", join(HERE, app, "convex"), ...args], options, (error, stdout, stderr) =>
      done({ code: error?.code ?? 0, stdout, stderr }),
    );
  });
}

async function inTemporaryFolder(run) {
  const folder = await mkdtemp(join(tmpdir(), "surface-"));
  try {
    return await run(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

test("the surface is complete", async () => {
  const { code, stdout, stderr } = await surface("fixture", { env: { SURFACE_TEST_DOMAIN: "https://id.example.com" } });
  assert.equal(stderr, "");
  assert.equal(code, 0);
  const any = { type: "any" };
  const of = (identifier, functionType, kind, args, returns = any) => {
    return { identifier, functionType, visibility: { kind }, args, returns };
  };
  const hash = { type: "literal", value: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855" };
  assert.deepEqual(JSON.parse(stdout), {
    schema: null,
    functions: [
      of("tasks.js:add", "Mutation", "public", object({ text: field("string") }), { type: "null" }),
      of("tasks.js:clear", "Mutation", "internal", object({ before: field("bigint", true) })),
      of("tasks.js:default", "Query", "public", object({})),
      of("tasks.js:list", "Query", "public", any),
      of("tools/hash.js:hash", "Action", "internal", object({ text: { fieldType: hash, optional: false } })),
      { functionType: "HttpAction", method: "POST", path: "/hook" },
      { functionType: "HttpAction", method: "GET", path: "/files/*" },
    ],
    crons: {
      clear: {
        name: "tasks:clear",
        args: [{ before: { $integer: "BQAAAAAAAAA=" } }],
        schedule: { minuteUTC: 5, type: "hourly" },
      },
    },
    environmentVariables: [
      { name: "API_KEY", required: true },
      { name: "DEBUG", required: false },
    ],
    authProviders: [{ domain: "https://id.example.com", applicationID: "convex" }],
    components: {},
  });
});

test("unknown parts are left out with a note", async () => {
  const { code, stdout, stderr } = await surface("fixture");
  assert.equal(code, 0);
  assert.match(stderr, /^note: auth\.config .* `authProviders` is left out, as unknown$/m);
  assert.ok(!("authProviders" in JSON.parse(stdout)));
});

test("a module that throws is reported with its message", async () => {
  const { code, stdout, stderr } = await surface("broken");
  assert.equal(code, 2);
  assert.equal(stdout, "");
  assert.match(stderr, /^error: `tasks` throws when it is imported: SURFACE_TEST_KEY is not set;/);
  assert.equal((await surface("broken", { env: { SURFACE_TEST_KEY: "1" } })).code, 0);
});

test("missing folders and unknown options are errors", async () => {
  const missing = await surface("missing");
  assert.equal(missing.code, 2);
  assert.match(missing.stderr, /^error: cannot read the folder `.*missing.convex`: ENOENT; .* --dir/);
  const unknown = await surface("fixture", { args: ["--outt", "x"] });
  assert.equal(unknown.code, 2);
  assert.match(unknown.stderr, /--outt[\s\S]*Usage:/);
});

test("syntax errors and unresolved imports are reported with their line", async () => {
  await inTemporaryFolder(async (folder) => {
    await cp(join(HERE, "broken"), folder, { recursive: true });
    await writeFile(join(folder, "convex/tasks.ts"), '\nimport "./gone";\n');
    const { code, stderr } = await surface(folder, { args: ["--dir", join(folder, "convex")] });
    assert.equal(code, 2);
    assert.match(stderr, /tasks\.ts:2: Could not resolve "\.\/gone"/);
  });
});

test("--out writes the file and leaves nothing else behind", async () => {
  await inTemporaryFolder(async (folder) => {
    await cp(join(HERE, "fixture"), folder, { recursive: true });
    await symlink(PACKAGES, join(folder, "node_modules"), "dir");
    const out = join(folder, "surface.json");
    const { code, stdout } = await surface("fixture", { args: ["--dir", join(folder, "convex"), "--out", out] });
    assert.equal(code, 0);
    assert.equal(stdout, "");
    assert.equal(JSON.parse(await readFile(out, "utf8")).functions.length, 7);
    const left = await readdir(join(folder, "node_modules/.cache"));
    assert.deepEqual(left.filter((name) => name.startsWith(".convex-surface-")), []);
  });
});

test("the directive is detected only at the start", () => {
  for (const text of ['"use node";', "'use node'", '// a\n/* b */ "use strict"; "use node"']) {
    assert.ok(usesNode(text), text);
  }
  for (const text of ['import "x"; "use node";', '// "use node"', 'const a = "use node";', '"use nodes"']) {
    assert.ok(!usesNode(text), text);
  }
});
