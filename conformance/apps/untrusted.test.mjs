// Attacks of a branch on the machine that checks it. Each has a payload that would leave a trace.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import {
  chmodSync, closeSync, existsSync, mkdirSync, mkdtempSync, openSync, readdirSync, readFileSync, realpathSync, rmSync, symlinkSync,
  writeFileSync,
} from "node:fs";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { COMMAND } from "./judge.mjs";
import { project } from "./project.mjs";

const SECRET = "s3cret-of-the-host";

/** A folder outside of the project, with a file that no artifact may contain. */
function outside(t) {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "outside-")));
  t.after(() => rmSync(folder, { recursive: true }));
  const path = (name) => join(folder, name);
  writeFileSync(path("secret.json"), JSON.stringify({ key: SECRET }));
  return { folder, path };
}

/** Writes a program that leaves `trace` when it runs. */
function payload(file, trace) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `#!${process.execPath}\nrequire("node:fs").writeFileSync(${JSON.stringify(trace)}, JSON.stringify(process.env));\n`);
  chmodSync(file, 0o755);
}

/** Commits files of a branch, also ignored ones, and returns to the main branch. */
function branch(app, write) {
  app.git("checkout", "--quiet", "-b", "pr");
  write();
  app.git("add", "--all", "--force", ".");
  app.git("commit", "--quiet", "--message", "a pull request");
}

/** Separates the project from the installed packages, so that a branch can bring its own. */
function vendored(app) {
  const installed = realpathSync(app.path("node_modules"));
  rmSync(app.path("node_modules"));
  return { installed, restore: () => symlinkSync(installed, app.path("node_modules")) };
}

test("a committed copy of Convex's command is never run", (t) => {
  const app = project(t, "minimal-app");
  const { path } = outside(t);
  const env = { CONVEX_DEPLOY_KEY: SECRET };
  const { restore } = vendored(app);
  branch(app, () => {
    writeFileSync(app.path("package.json"), '{"name": "app"}');
    payload(app.path("node_modules/convex/bin/main.js"), path("trace"));
    writeFileSync(app.path("node_modules/convex/package.json"), '{"name": "convex", "version": "1.48.0"}');
  });
  // The branch is checked out, as in a workflow for pull requests.
  for (const candidate of [".", "git:pr", "git:HEAD"]) {
    const { status, stderr } = app.ops(["bundle", candidate, "--bundler", "convex"], { env });
    assert.equal(status, 2, stderr);
    assert.match(stderr, /is part of the repository, so Convex's command is not run/);
  }
  // The main branch is checked out, with its packages installed: its command bundles the branch.
  app.git("checkout", "--quiet", "main");
  rmSync(app.path("node_modules"), { recursive: true, force: true });
  restore();
  app.ops(["bundle", "git:pr"], { env });
  assert.equal(existsSync(path("trace")), false);
});

test("a package that Convex's command loads is not taken from the repository", (t) => {
  const app = project(t, "minimal-app");
  const { path } = outside(t);
  const { installed } = vendored(app);
  mkdirSync(app.path("node_modules"));
  for (const name of readdirSync(installed).filter((name) => !["convex", "esbuild"].includes(name))) {
    symlinkSync(join(installed, name), app.path(`node_modules/${name}`));
  }
  // A copy of the command finds its packages beside itself; the branch links one to a member of its workspace.
  mkdirSync(app.path("packages/esbuild"), { recursive: true });
  mkdirSync(app.path("node_modules/convex/bin"), { recursive: true });
  writeFileSync(app.path("node_modules/convex/package.json"), '{"version": "1.48.0", "dependencies": {"esbuild": "*"}}');
  writeFileSync(app.path("node_modules/convex/bin/main.js"), 'require("esbuild");');
  payload(app.path("packages/esbuild/index.js"), path("trace"));
  writeFileSync(app.path("packages/esbuild/package.json"), '{"name": "esbuild", "version": "0.27.0", "main": "index.js"}');
  symlinkSync("../packages/esbuild", app.path("node_modules/esbuild"));
  app.commit();
  const { status, stderr } = app.ops(["bundle", ".", "--bundler", "convex"]);
  assert.equal(status, 2, stderr);
  assert.match(stderr, /`esbuild` is part of the repository/);
  assert.equal(existsSync(path("trace")), false);
});

test("programs on the PATH are not taken from the repository", (t) => {
  const app = project(t, "minimal-app");
  const { path } = outside(t);
  for (const name of ["node", "git", "convex-ops-bundle"]) payload(app.path(`tools/${name}`), path("trace"));
  app.commit();
  for (const first of [app.path("tools"), "tools"]) {
    const { status, stderr } = app.ops(["bundle", "."], { env: { PATH: `${first}:${process.env.PATH}` } });
    assert.equal(status, 0, stderr);
  }
  assert.equal(existsSync(path("trace")), false);
});

test("bundling sees no credentials", (t) => {
  const app = project(t, "minimal-app");
  // What the bundler is given becomes visible as the definition of a variable.
  const env = { CONVEX_DEPLOY_KEY: SECRET, NODE_OPTIONS: "--no-such-option", ESBUILD_BINARY_PATH: "/nowhere", GITHUB_TOKEN: SECRET };
  const { status, stdout, stderr } = app.ops(["bundle", "git:main"], { env });
  assert.equal(status, 0, stderr);
  assert.equal(stdout.includes(SECRET), false);
});

test("variables of a committed file choose no program", (t) => {
  const app = project(t, "minimal-app");
  const { path } = outside(t);
  payload(app.path("evil"), path("trace"));
  app.write(".env.local", `ESBUILD_BINARY_PATH=${app.path("evil")}\nNODE_OPTIONS=--require ${app.path("evil")}\n`);
  app.git("add", "--force", ".env.local", "evil");
  app.commit();
  for (const side of [".", "git:main"]) {
    const { status, stderr } = app.ops(["bundle", side]);
    assert.equal(status, 0, stderr);
  }
  assert.equal(existsSync(path("trace")), false);
});

test("files of the host are not bundled", (t) => {
  const app = project(t, "minimal-app");
  const { folder, path } = outside(t);
  mkdirSync(app.path("convex/links"));
  symlinkSync(path("secret.json"), app.path("convex/links/secret.json"));
  symlinkSync(folder, app.path("convex/folder"));
  app.commit();
  const imports = [
    path("secret.json"),
    `${"../".repeat(12)}${path("secret.json").slice(1)}`,
    "./links/secret.json",
    "./folder/secret.json",
    `\\x2f${path("secret.json").slice(1)}`,
  ];
  for (const specifier of imports) {
    app.write("convex/leak.ts", `import data from "${specifier}";\nexport const key = data.key;\n`);
    app.commit();
    for (const side of [".", "git:main"]) {
      const { status, stdout, stderr } = app.ops(["bundle", side]);
      assert.equal(status, 2, `${side} ${specifier}: ${stderr}`);
      assert.equal((stdout + stderr).includes(SECRET), false, `${side} ${specifier}`);
      assert.match(stderr, /leads out of the project|Could not resolve|Cannot read file/);
    }
  }
  // A file of the project itself is bundled.
  app.write("convex/data.json", '{"key": "inside"}');
  app.write("convex/leak.ts", 'import data from "./data.json";\nexport const key = data.key;\n');
  app.commit();
  for (const side of [".", "git:main"]) assert.match(app.ops(["bundle", side]).stdout, /inside/);
});

test("a link in place of generated files writes nothing outside", (t) => {
  const app = project(t, "minimal-app");
  const { folder } = outside(t);
  rmSync(app.path("convex/_generated"), { recursive: true, force: true });
  for (const target of [folder, join(folder, "later"), `../../${folder.split("/").at(-1)}`]) {
    rmSync(app.path("convex/_generated"), { force: true });
    symlinkSync(target, app.path("convex/_generated"));
    app.git("add", "--force", "convex/_generated");
    app.git("commit", "--quiet", "--message", "a link");
    for (const side of ["git:main", "."]) app.ops(["bundle", side]);
    assert.deepEqual(readdirSync(folder), ["secret.json"], target);
  }
});

test("the repository's own configuration runs nothing", (t) => {
  const app = project(t, "minimal-app");
  const { path } = outside(t);
  app.write(".gitattributes", "*.ts filter=evil diff=evil\n");
  app.commit();
  const evil = app.path("evil");
  payload(evil, path("trace"));
  const hooks = app.path("hooks");
  for (const name of ["post-checkout", "post-index-change", "reference-transaction", "pre-commit"]) payload(join(hooks, name), path("trace"));
  app.append(".git/config", `
[core]
\tfsmonitor = ${evil}
\thooksPath = ${hooks}
\tsshCommand = ${evil}
\tpager = ${evil}
\talternateRefsCommand = ${evil}
[filter "evil"]
\tsmudge = ${evil}
\tclean = ${evil}
\tprocess = ${evil}
\trequired = true
[diff "evil"]
\ttextconv = ${evil}
\tcommand = ${evil}
[diff]
\texternal = ${evil}
[log]
\tshowSignature = true
[gpg]
\tprogram = ${evil}
[remote "origin"]
\turl = ext::${evil}
\tpromisor = true
\tuploadpack = ${evil}
[extensions]
\tpartialClone = origin
`);
  app.append("convex/messages.ts", "// changed\n");
  for (const args of [["bundle", "git:main"], ["bundle", "."], ["check", "--baseline", "git:main", "--candidate", "."]]) {
    const { status, stderr } = app.ops(args);
    assert.equal(status, 0, stderr);
  }
  assert.equal(existsSync(path("trace")), false);
});

test("a repository whose configuration names other files is refused", (t) => {
  const app = project(t, "minimal-app");
  const { folder } = outside(t);
  for (const tree of [folder, "/"]) {
    app.git("config", "core.worktree", tree);
    for (const side of [".", "git:main"]) {
      const { status, stderr } = app.ops(["bundle", side]);
      assert.equal(status, 2, stderr);
      assert.match(stderr, /is not in the working tree of its repository|not a git repository/);
    }
  }
});

/** Processes whose arguments or folder contain a text. */
function processes(text) {
  const about = (id, file) => {
    try {
      return readFileSync(`/proc/${id}/${file}`, "utf8");
    } catch {
      return "";
    }
  };
  return readdirSync("/proc").filter((id) => /^\d+$/.test(id) && (about(id, "cmdline") + about(id, "environ")).includes(text));
}

const until = async (holds) => {
  for (let tries = 0; tries < 600; tries += 1) {
    if (holds()) return true;
    await new Promise((done) => setTimeout(done, 50));
  }
  return false;
};

const linux = { skip: process.platform !== "linux" };

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP", "SIGKILL"]) {
  test(`bundling ends with ${signal}, and its folders are removed`, linux, async (t) => {
    const app = project(t, "minimal-app");
    const temporary = mkdtempSync(join(tmpdir(), "convex-ops-"));
    t.after(() => rmSync(temporary, { recursive: true, force: true }));
    const env = { ...process.env, TMPDIR: temporary };
    const child = spawn(COMMAND, ["bundle", "git:main"], { cwd: app.folder, env, stdio: "ignore" });
    const ended = once(child, "exit");
    assert.ok(await until(() => processes(temporary).length > 1), "the bundler runs");
    child.kill(signal);
    await ended;
    assert.ok(await until(() => processes(temporary).length === 0), "its processes end");
    // Nothing can be removed after SIGKILL.
    if (signal !== "SIGKILL") assert.deepEqual(readdirSync(temporary), []);
  });
}

/** The process that evaluates for another one. */
function evaluating(parent) {
  const of = (id) => {
    try {
      // The name, in parentheses, may contain spaces.
      const stat = readFileSync(`/proc/${id}/stat`, "utf8");
      return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
    } catch {
      return undefined;
    }
  };
  return readdirSync("/proc").filter((id) => /^\d+$/.test(id)).find((id) => of(id) === parent);
}

/** Starts the evaluation of a module that stays in a built-in function, and waits until it runs. */
async function stuck(t, stdio) {
  const { folder, path } = outside(t);
  const module = { path: "a.js", source: "const a = []; a.length = 4294967295; a.join('');", environment: "isolate" };
  writeFileSync(path("request.json"), JSON.stringify({ functions: "convex/", appDefinition: { changedModules: [module] } }));
  const child = spawn(COMMAND, ["surface", "request.json", "--module-time", "600"], { cwd: folder, stdio });
  const ended = once(child, "exit");
  t.after(() => child.kill("SIGKILL"));
  let id;
  assert.ok(await until(() => (id = evaluating(child.pid)) !== undefined), "it is evaluated");
  const time = () => Number(readFileSync(`/proc/${id}/stat`, "utf8").split(") ")[1].split(" ")[11]);
  assert.ok(await until(() => time() > 20), "the module runs");
  return { child, ended, id };
}

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP", "SIGKILL"]) {
  test(`evaluation ends with its parent after ${signal}`, linux, async (t) => {
    const { child, ended, id } = await stuck(t, "ignore");
    child.kill(signal);
    await ended;
    assert.ok(await until(() => !existsSync(`/proc/${id}`)), "the process ends");
  });
}

test("an evaluation has limits and no inherited descriptors", linux, async (t) => {
  const { path } = outside(t);
  const secret = openSync(path("secret.json"));
  t.after(() => closeSync(secret));
  const { id } = await stuck(t, ["ignore", "ignore", "ignore", secret]);
  const limits = readFileSync(`/proc/${id}/limits`, "utf8");
  assert.match(limits, /Max cpu time +\d+ +\d+/);
  assert.match(limits, /Max address space +\d+ +\d+/);
  assert.match(limits, /Max core file size +0 +0/);
  assert.deepEqual(readdirSync(`/proc/${id}/fd`).sort(), ["0", "1", "2"]);
  assert.equal(readFileSync(`/proc/${id}/environ`, "utf8"), "");
  assert.match(readFileSync(`/proc/${id}/status`, "utf8"), /NoNewPrivs:\t1/);
});

test("exceeded time of a module is not an unreachable deployment", (t) => {
  const { path } = outside(t);
  const app = project(t, "minimal-app");
  const module = { path: "a.js", source: "const a = []; a.length = 4294967295; a.join('');", environment: "isolate" };
  writeFileSync(path("request.json"), JSON.stringify({ functions: "convex/", appDefinition: { changedModules: [module] } }));
  const { status, stderr } = app.ops(["surface", path("request.json"), "--module-time", "1"]);
  assert.equal(status, 2, stderr);
  assert.match(stderr, /`a\.js` cannot be evaluated: took longer than 1s/);
});
