// Revisions of repositories with several packages: each side has its own workspace packages.

import assert from "node:assert/strict";
import { mkdirSync, readdirSync, readFileSync, realpathSync, rmSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { project } from "./project.mjs";

const MESSAGES = "convex/messages.ts";
const againstMain = ["check", "--baseline", "git:main", "--candidate", "."];

/** Replaces the link to the installed packages by a folder with a link to each. */
function separate(app, folder = "") {
  const installed = realpathSync(app.path("node_modules"));
  if (folder === "") rmSync(app.path("node_modules"));
  const packages = join(app.path(folder), "node_modules");
  mkdirSync(packages, { recursive: true });
  for (const name of readdirSync(installed).filter((name) => !name.startsWith("."))) {
    symlinkSync(join(installed, name), join(packages, name));
  }
  return packages;
}

/** Writes files of the project, with their folders. */
function files(app, all) {
  for (const [path, text] of Object.entries(all)) {
    mkdirSync(dirname(app.path(path)), { recursive: true });
    app.write(path, typeof text === "string" ? text : JSON.stringify(text));
  }
}

const SHARED = "export const limit = v.optional(v.number());\n";
const IMPORT_V = 'import { v } from "convex/values";\n';

/** Makes the app use a validator of another package, and commits it. */
function sharing(app, specifier, at, packages) {
  app.replace(MESSAGES, "limit: v.number()", "limit");
  app.write(MESSAGES, `import { limit } from "${specifier}";\n${app.read(MESSAGES)}`);
  files(app, { [at]: IMPORT_V + SHARED, ...packages });
  app.commit();
}

/** The change narrows the validator in the other package only. */
function isFound(app, at, args = againstMain, cwd) {
  app.write(at, IMPORT_V + SHARED.replace("v.optional(v.number())", "v.number()"));
  const outcome = app.ops(args, { cwd });
  assert.equal(outcome.status, 1, outcome.stdout + outcome.stderr);
  assert.match(outcome.stdout, /function messages\.js:list \.limit/);
  // Both sides are the same commit then.
  app.commit();
  const same = app.ops(args, { cwd });
  assert.equal(same.status, 0, same.stdout + same.stderr);
}

const member = { name: "shared", version: "1.0.0", main: "index.ts", type: "module" };
const AT = "packages/shared/index.ts";

test("members of an npm workspace are those of the revision", (t) => {
  const app = project(t, "minimal-app");
  const packages = separate(app);
  symlinkSync("../packages/shared", join(packages, "shared"));
  const root = { ...JSON.parse(app.read("package.json")), workspaces: ["packages/*"] };
  sharing(app, "shared", AT, { "packages/shared/package.json": member, "package.json": root });
  isFound(app, AT);
});

test("members of a yarn or bun workspace are those of the revision", (t) => {
  const app = project(t, "minimal-app");
  const packages = separate(app);
  symlinkSync(app.path("packages/shared"), join(packages, "shared"));
  const root = { ...JSON.parse(app.read("package.json")), workspaces: { packages: ["packages/**"] } };
  sharing(app, "shared", AT, { "packages/shared/package.json": member, "package.json": root });
  isFound(app, AT);
});

test("members of a pnpm workspace are those of the revision", (t) => {
  const app = project(t, "minimal-app");
  for (const file of ["convex", "package.json"]) {
    mkdirSync(app.path("apps/web"), { recursive: true });
    app.git("mv", file, `apps/web/${file}`);
  }
  const packages = separate(app, "apps/web");
  rmSync(app.path("node_modules"));
  // The member needs packages of its own.
  const own = app.path("packages/shared/node_modules");
  mkdirSync(own, { recursive: true });
  symlinkSync(realpathSync(join(packages, "convex")), join(own, "convex"));
  symlinkSync("../../../packages/shared", join(packages, "shared"));
  const messages = `apps/web/${MESSAGES}`;
  app.replace(messages, "limit: v.number()", "limit");
  app.write(messages, `import { limit } from "shared";\n${app.read(messages)}`);
  const web = JSON.parse(app.read("apps/web/package.json"));
  files(app, {
    [AT]: IMPORT_V + SHARED,
    "packages/shared/package.json": member,
    "pnpm-workspace.yaml": "packages:\n  - apps/*\n  - 'packages/*'\n",
    "apps/web/package.json": { ...web, dependencies: { ...web.dependencies, shared: "workspace:*" } },
  });
  app.commit();
  isFound(app, AT, againstMain, app.path("apps/web"));
});

for (const protocol of ["file:", "link:", "portal:"]) {
  test(`a package of ${protocol} is that of the revision, also if it is installed as a copy`, (t) => {
    const app = project(t, "minimal-app");
    const packages = separate(app);
    if (protocol === "file:") {
      files(app, { "node_modules/shared/package.json": member, "node_modules/shared/index.ts": IMPORT_V + SHARED });
    } else {
      symlinkSync("../lib/shared", join(packages, "shared"));
    }
    const at = "lib/shared/index.ts";
    const root = JSON.parse(app.read("package.json"));
    root.dependencies = { ...root.dependencies, shared: `${protocol}./lib/shared` };
    sharing(app, "shared", at, { "lib/shared/package.json": member, "package.json": root });
    app.write(at, IMPORT_V + SHARED.replace("v.optional(v.number())", "v.number()"));
    app.commit();
    const outcome = app.ops(["check", "--baseline", "git:HEAD~1", "--candidate", "git:HEAD"]);
    assert.equal(outcome.status, 1, outcome.stdout + outcome.stderr);
    assert.match(outcome.stdout, /function messages\.js:list \.limit/);
  });
}

test("paths of TypeScript and relative imports that leave the app are those of the revision", (t) => {
  for (const specifier of ["@lib/shared", "../../packages/shared/index"]) {
    const app = project(t, "minimal-app");
    mkdirSync(app.path("app"));
    for (const file of ["convex", "package.json"]) app.git("mv", file, `app/${file}`);
    const messages = `app/${MESSAGES}`;
    app.replace(messages, "limit: v.number()", "limit");
    app.write(messages, `import { limit } from "${specifier}";\n${app.read(messages)}`);
    files(app, {
      [AT]: IMPORT_V + SHARED,
      "app/convex/tsconfig.json": { compilerOptions: { paths: { "@lib/*": ["../../packages/*/index"] } } },
    });
    app.commit();
    isFound(app, AT, againstMain, app.path("app"));
  }
});

test("a member that a revision lacks is not taken from the working tree", (t) => {
  const app = project(t, "minimal-app");
  const packages = separate(app);
  symlinkSync("../packages/shared", join(packages, "shared"));
  const root = { ...JSON.parse(app.read("package.json")), workspaces: ["packages/*"] };
  app.replace(MESSAGES, "limit: v.number()", "limit");
  app.write(MESSAGES, `import { limit } from "shared";\n${app.read(MESSAGES)}`);
  app.commit();
  files(app, { [AT]: IMPORT_V + SHARED, "packages/shared/package.json": member, "package.json": root });
  const { status, stderr } = app.ops(["bundle", "git:main"]);
  assert.equal(status, 2, stderr);
  assert.match(stderr, /Could not resolve "shared"/);
});

test("a folder stays in the revision", (t) => {
  const app = project(t, "minimal-app");
  for (const folder of [app.folder, "../../..", "..", "apps/../.."]) {
    const { status, stderr } = app.ops(["bundle", `git:main:${folder}`]);
    assert.equal(status, 2, `${folder}: ${stderr}`);
    assert.match(stderr, /is not in the revision/);
  }
  // A link that leads out of it, as a folder.
  symlinkSync(app.folder, app.path("self"));
  app.commit();
  const linked = app.ops(["bundle", "git:main:self"]);
  assert.equal(linked.status, 2, linked.stderr);
  assert.equal(app.git("status", "--short", "--ignored", "convex"), "", "nothing is generated in the project");
  const inside = app.ops(["bundle", "git:main:convex/.."]);
  assert.equal(inside.status, 0, inside.stderr);
});

/** Deletes the object of a committed file. */
function damage(app, file) {
  const id = app.git("rev-parse", `HEAD:${file}`).trim();
  rmSync(app.path(`.git/objects/${id.slice(0, 2)}/${id.slice(2)}`), { force: true });
}

test("a file that cannot be read matters only if it is of the project", (t) => {
  const app = project(t, "minimal-app");
  mkdirSync(app.path("app"));
  for (const file of ["convex", "package.json"]) app.git("mv", file, `app/${file}`);
  files(app, { "other/big.bin": "a binary", "other/code.ts": "export const other = 1;\n" });
  app.commit();
  damage(app, "other/big.bin");
  const unneeded = app.ops(["bundle", "git:main:app"]);
  assert.equal(unneeded.status, 0, unneeded.stderr);
  assert.doesNotMatch(unneeded.stderr, /cannot be read/);
  damage(app, "other/code.ts");
  const outside = app.ops(["bundle", "git:main:app"]);
  assert.equal(outside.status, 0, outside.stderr);
  assert.match(outside.stderr, /files of main outside of the functions cannot be read from git: `other\/code\.ts`/);
  damage(app, `app/${MESSAGES}`);
  const inside = app.ops(["bundle", "git:main:app"]);
  assert.equal(inside.status, 2, inside.stderr);
  assert.match(inside.stderr, /cannot read a file of main from git: `app\/convex\/messages\.ts`/);
});

test("submodules and files in Git LFS are named", (t) => {
  const app = project(t, "minimal-app");
  mkdirSync(app.path("assets"));
  app.write("assets/data.json", `version https://git-lfs.github.com/spec/v1\noid sha256:${"0".repeat(64)}\nsize 10\n`);
  app.commit();
  const commit = app.git("rev-parse", "HEAD").trim();
  app.git("update-index", "--add", "--cacheinfo", `160000,${commit},vendor/lib`);
  app.git("commit", "--quiet", "--message", "a submodule");
  const { status, stderr } = app.ops(["bundle", "git:main"]);
  assert.equal(status, 0, stderr);
  assert.match(stderr, /submodules of main are not read: `vendor\/lib`/);
  assert.match(stderr, /files of main are in Git LFS and are not read: `assets\/data\.json`/);
});

test("bundled packages with other versions are named with both", (t) => {
  const app = project(t, "minimal-app");
  const lock = (convex, helpers) => JSON.stringify({ packages: {
    "node_modules/convex": { version: convex, integrity: `sha512-${convex}` },
    "node_modules/unused": { version: helpers },
  } });
  app.write("package-lock.json", lock("1.20.0", "1.0.0"));
  app.commit();
  app.write("package-lock.json", lock("1.48.0", "2.0.0"));
  const { status, stderr } = app.ops(againstMain);
  assert.equal(status, 0, stderr);
  assert.match(stderr, /note: git:main: `convex` is 1\.20\.0 in main and 1\.48\.0 in the working tree/);
  assert.doesNotMatch(stderr, /unused/);
  app.write("package-lock.json", lock("1.20.0", "2.0.0"));
  assert.doesNotMatch(app.ops(againstMain).stderr, /1\.20\.0/);
});

test("generated files that git ignores are named", (t) => {
  const app = project(t, "minimal-app");
  app.append(".gitignore", "*.gen.ts\n");
  app.append(MESSAGES, 'export { client } from "./client.gen";\n');
  app.commit();
  app.write("convex/client.gen.ts", "export const client = 1;\n");
  const { status, stderr } = app.ops(["bundle", "git:main"]);
  assert.equal(status, 2, stderr);
  assert.match(stderr, /main lacks files that git ignores: `convex\/client\.gen\.ts`/);
  assert.match(stderr, /convex-ops bundle --output live\.json/);
  assert.equal(readFileSync(app.path("convex/client.gen.ts"), "utf8"), "export const client = 1;\n");
});

test("a branch without its prefix is suggested with it", (t) => {
  const app = project(t, "minimal-app");
  const { status, stderr } = app.ops(["check", "--baseline", "main", "--candidate", "."]);
  assert.equal(status, 2, stderr);
  assert.match(stderr, /use `git:main`/);
  assert.doesNotMatch(app.ops(["check", "--baseline", "nowhere", "--candidate", "."]).stderr, /git:nowhere/);
});
