// Tests of `--node-modules run`: modules run in Node with their packages, and reach neither the network nor other files.

import assert from "node:assert/strict";
import { createSocket } from "node:dgram";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { project } from "./project.mjs";

/** Returns an app whose module `send` imports the package `extra`, which is not bundled. */
function app(t, extra, send) {
  const app = project(t, "minimal-app");
  const installed = realpathSync(app.path("node_modules"));
  rmSync(app.path("node_modules"));
  mkdirSync(app.path("node_modules/extra"), { recursive: true });
  for (const name of readdirSync(installed)) {
    if (!name.startsWith(".")) symlinkSync(join(installed, name), app.path(`node_modules/${name}`));
  }
  app.write("node_modules/extra/package.json", '{"name": "extra", "version": "1.0.0", "main": "index.js"}');
  app.write("node_modules/extra/index.js", extra);
  app.write("package.json", '{"name": "app", "dependencies": {"convex": "1.48.0", "extra": "1.0.0"}}');
  app.write("convex.json", '{"node": {"externalPackages": ["extra"]}}');
  app.write("convex/send.ts", `"use node";\nimport { v } from "convex/values";\nimport { internalAction } from "./_generated/server";\n${send}`);
  app.commit();
  return {
    ...app,
    /** Evaluates an app, and returns the fields of the arguments of the first function in `send.ts`. */
    surface: (input, ...args) => {
      const { status, stdout, stderr } = app.ops(["surface", input, ...args]);
      const [mail] = status === 0 ? JSON.parse(stdout).functions["send.js"]?.functions ?? [] : [];
      return { status, stderr, kind: mail?.udfType, fields: mail && Object.keys(JSON.parse(mail.args).value ?? {}) };
    },
  };
}

const RUN = ["--node-modules", "run"];

/** Checks if the command refused, since this system confines nothing: then nothing may have run. */
function isRefused(t, { status, stderr }) {
  if (!/cannot confine Node/.test(stderr)) return false;
  assert.equal(status, 2, stderr);
  t.diagnostic("this system cannot confine Node, and the command refuses to run it");
  return true;
}

test("a module gets the values of its packages", (t) => {
  const it = app(
    t,
    'exports.fields = ["to", "subject"]; exports.Client = class { constructor(key) { if (!key.startsWith("placeholder")) throw new Error("no key"); } };',
    `import { Client, fields } from "extra";
     new Client(process.env.MAIL_KEY!);
     const all = Object.fromEntries(fields.map((name) => [name, v.string()]));
     export const mail = internalAction({ args: all, handler: async () => null });`,
  );
  const found = it.surface(".", ...RUN);
  if (isRefused(t, found)) return;
  const { status, kind, fields, stderr } = found;
  assert.equal(status, 0, stderr);
  assert.deepEqual([kind, fields], ["Action", ["to", "subject"]]);
  assert.match(stderr, /ran in Node, confined by Landlock's rules for files and (a network namespace|Landlock's rules for TCP)/);
  assert.match(stderr, /`MAIL_KEY` \(convex\/send\.ts:\d+\)/);
  // Without its packages, the arguments are unknown or others.
  assert.notDeepEqual(it.surface(".").fields, fields);
});

test("a revision runs with the installed packages", (t) => {
  const it = app(t, 'exports.name = "to";', 'import { name } from "extra";\nexport const mail = internalAction({ args: { [name]: v.string() }, handler: async () => null });');
  const found = it.surface("git:main", ...RUN);
  if (isRefused(t, found)) return;
  const { status, fields, stderr } = found;
  assert.equal(status, 0, stderr);
  assert.deepEqual(fields, ["to"]);
});

test("a module reaches neither the network nor other files", async (t) => {
  const seen = [];
  const server = createServer((socket) => { seen.push("tcp"); socket.destroy(); }).listen(0, "127.0.0.1");
  const socket = createSocket("udp4").on("message", () => seen.push("udp"));
  t.after(() => { server.close(); socket.close(); });
  socket.bind(0, "127.0.0.1");
  await Promise.all([once(server, "listening"), once(socket, "listening")]);
  const home = mkdtempSync(join(homedir(), ".convex-ops-test-"));
  t.after(() => rmSync(home, { recursive: true }));
  writeFileSync(join(home, "secret"), "s3cret");
  const elsewhere = mkdtempSync(join(tmpdir(), "convex-ops-test-"));
  t.after(() => rmSync(elsewhere, { recursive: true }));
  const it = app(
    t,
    "",
    `import { connect } from "node:net";
     import { createSocket } from "node:dgram";
     import { readFileSync, writeFileSync } from "node:fs";
     import { spawnSync } from "node:child_process";
     const tried: Record<string, unknown> = {};
     const attempt = (name: string, run: () => unknown) => { try { tried[name] = String(run() ?? "done"); } catch (error: any) { tried[name] = error.code ?? error.message; } };
     attempt("read", () => readFileSync(${JSON.stringify(join(home, "secret"))}, "utf8"));
     attempt("write", () => writeFileSync(${JSON.stringify(join(elsewhere, "trace"))}, "x"));
     attempt("shell", () => spawnSync("cat", [${JSON.stringify(join(home, "secret"))}], { encoding: "utf8" }).stdout || "nothing");
     tried.tcp = await new Promise((end) => connect(${server.address().port}, "127.0.0.1").on("connect", () => end("done")).on("error", (error: any) => end(error.code)));
     tried.udp = await new Promise((end) => createSocket("udp4").send("x", ${socket.address().port}, "127.0.0.1", (error: any) => end(error ? error.code : "sent")));
     if (tried.read) throw new Error("tried " + JSON.stringify(tried));
     export const mail = internalAction({ args: {}, handler: async () => null });`,
  );
  const env = { CONVEX_DEPLOY_KEY: "dev:a|s3cret" };
  const found = it.ops(["check", "--baseline", "git:main", "--candidate", ".", "--format", "json", ...RUN], { env });
  if (isRefused(t, found)) {
    assert.deepEqual([seen, readdirSync(elsewhere)], [[], []]);
    return;
  }
  const { stdout, stderr, status } = found;
  const text = stdout + stderr;
  const tried = JSON.parse(JSON.parse(`"${/tried (\{.*?\})/.exec(text)?.[1] ?? ""}"`));
  assert.equal(status, 0, stderr);
  assert.equal(tried.read, "EACCES");
  assert.equal(tried.write, "EACCES");
  assert.equal(tried.shell, "nothing");
  assert.match(tried.tcp, /EACCES|ENETUNREACH|ECONNREFUSED/);
  assert.deepEqual(seen, [], JSON.stringify(tried));
  assert.deepEqual(readdirSync(elsewhere), []);
  assert.ok(!text.includes("s3cret"));
});

test("a module that ends Node leaves the others", (t) => {
  const it = app(t, "", "process.exit(0);\nexport const mail = internalAction({ args: {}, handler: async () => null });");
  it.write("convex/other.ts", '"use node";\nimport { internalAction } from "./_generated/server";\nexport const run = internalAction({ args: {}, handler: async () => null });\n');
  it.write("convex/waits.ts", '"use node";\nawait new Promise(() => {});\nexport const never = 1;\n');
  const found = it.ops(["check", "--baseline", ".", "--candidate", ".", "--format", "json", ...RUN]);
  if (isRefused(t, found)) return;
  const { stdout, stderr, status } = found;
  assert.equal(status, 0, stderr);
  for (const module of ["send.js", "waits.js"]) assert.match(stdout, new RegExp(`${module}.*did not end in its time, or ended Node`));
  assert.doesNotMatch(stdout, /other\.js/);
});

test("an untrusted app runs nothing", (t) => {
  const it = app(t, "", "export const mail = internalAction({ args: {}, handler: async () => null });");
  const { status, stderr } = it.surface(".", ...RUN, "--untrusted");
  assert.equal(status, 2);
  assert.match(stderr, /cannot run Node modules of an untrusted app/);
  assert.equal(it.surface(".", "--untrusted").status, 0);
});

test("modules of a file cannot run", (t) => {
  const it = app(t, "", "export const mail = internalAction({ args: {}, handler: async () => null });");
  assert.equal(it.ops(["bundle", ".", "--output", "app.json"]).status, 0);
  const { status, stderr } = it.ops(["surface", "app.json", ...RUN]);
  assert.equal(status, 2);
  assert.match(stderr, /cannot run Node modules of a file/);
});

test("functions have their positions", (t) => {
  const it = app(
    t,
    'exports.wrap = (make, args) => make({ args, handler: async () => null });',
    `import { wrap } from "extra";
debugger;
export const zebra = internalAction({
  args: {},
  handler: async () => null,
});
export const wrapped = wrap(internalAction, {});
export const mail = internalAction({ args: { to: v.string() }, handler: async () => null });`,
  );
  const found = it.ops(["surface", ".", ...RUN]);
  if (isRefused(t, found)) return;
  assert.equal(found.status, 0, found.stderr);
  const { functions, locations } = JSON.parse(found.stdout);
  const inOrder = functions["send.js"].functions.map(({ name, pos }) => [name, pos?.start_lineno]);
  // The handler of the package has no position in the app, and comes first.
  assert.deepEqual(inOrder, [["wrapped", undefined], ["zebra", 7], ["mail", 10]]);
  const { file, line } = locations.functions["send.js:mail"];
  assert.deepEqual([file, line], ["convex/send.ts", 11]);
  // They are those of the modules that run here.
  const here = JSON.parse(it.ops(["surface", "."]).stdout).functions["send.js"].functions;
  const mail = (all) => all.find(({ name }) => name === "mail").pos;
  assert.deepEqual(mail(functions["send.js"].functions), mail(here));
});

test("a module gets the values of packages of its workspace", (t) => {
  const it = app(t, 'exports.name = "to";', 'import { fields } from "shared";\nexport const mail = internalAction({ args: fields(v), handler: async () => null });');
  const member = (name, text) => {
    mkdirSync(it.path(`packages/${name}`), { recursive: true });
    it.write(`packages/${name}/package.json`, `{"name": "${name}", "version": "1.0.0", "main": "index.js"}`);
    it.write(`packages/${name}/index.js`, text);
  };
  member("shared", 'exports.fields = (v) => ({ [require("inner").name]: v.string(), [require("extra").name]: v.string() });');
  member("inner", 'exports.name = "subject";');
  mkdirSync(it.path("packages/shared/node_modules"));
  symlinkSync("../../inner", it.path("packages/shared/node_modules/inner"));
  symlinkSync("../packages/shared", it.path("node_modules/shared"));
  it.write("package.json", '{"name": "app", "workspaces": ["packages/*"], "dependencies": {"convex": "1.48.0", "extra": "1.0.0", "shared": "*"}}');
  it.write("packages/shared/package.json", '{"name": "shared", "version": "1.0.0", "main": "index.js", "dependencies": {"inner": "*"}}');
  it.write("convex.json", '{"node": {"externalPackages": ["extra", "shared"]}}');
  it.commit();
  const found = it.surface(".", ...RUN);
  if (isRefused(t, found)) return;
  assert.equal(found.status, 0, found.stderr);
  assert.deepEqual(found.fields, ["subject", "to"]);
  // A revision has its own version of them.
  it.write("packages/inner/index.js", 'exports.name = "title";');
  assert.deepEqual(it.surface(".", ...RUN).fields, ["title", "to"]);
  assert.deepEqual(it.surface("git:main", ...RUN).fields, ["subject", "to"]);
});

test("a link to the project itself gives access to none of its files", (t) => {
  const it = app(t, "", "");
  symlinkSync("..", it.path("node_modules/app"));
  it.write("secret.txt", "s3cret");
  it.write(
    "convex/send.ts",
    `"use node";
     import { readFileSync } from "node:fs";
     import { v } from "convex/values";
     import { internalAction } from "./_generated/server";
     let found: string;
     try { found = readFileSync(${JSON.stringify(it.path("node_modules/app/secret.txt"))}, "utf8"); } catch (error: any) { found = error.code; }
     export const mail = internalAction({ args: { [found]: v.string() }, handler: async () => null });`,
  );
  const found = it.surface(".", ...RUN);
  if (isRefused(t, found)) return;
  assert.deepEqual(found.fields, ["EACCES"], found.stderr);
});
