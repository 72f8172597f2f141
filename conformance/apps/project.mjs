// Copies of sample apps, each in a git repository with its packages installed.

import { spawnSync } from "node:child_process";
import { appendFileSync, cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { COMMAND } from "./judge.mjs";

const HERE = dirname(fileURLToPath(import.meta.url));

/** The PATH without the command of these tests' own packages, which npm adds: it would be taken for one that is installed. */
const OWN_PATH = process.env.PATH.split(delimiter)
  .filter((folder) => !existsSync(join(folder, "convex")))
  .join(delimiter);

/** Copies the app `name`; the copy is removed when the test `t` ends. */
export function project(t, name) {
  const folder = mkdtempSync(join(tmpdir(), "convex-ops-"));
  t.after(() => rmSync(folder, { recursive: true }));
  const cache = mkdtempSync(join(tmpdir(), "convex-ops-"));
  t.after(() => rmSync(cache, { recursive: true }));
  cpSync(join(HERE, name), folder, { recursive: true });
  symlinkSync(join(HERE, "node_modules"), join(folder, "node_modules"));
  writeFileSync(join(folder, ".gitignore"), "node_modules\n_generated\n.env.local\n");
  const path = (file) => join(folder, file);
  const git = (...args) => {
    const identity = ["-c", "user.name=Ada", "-c", "user.email=ada@example.com", "-c", "init.defaultBranch=main"];
    const { status, stdout, stderr } = spawnSync("git", [...identity, ...args], { cwd: folder, encoding: "utf8" });
    if (status !== 0) throw new Error(`git ${args.join(" ")}: ${stderr}`);
    return stdout;
  };
  const commit = () => {
    git("add", "--all");
    git("commit", "--quiet", "--message", "a change");
  };
  git("init", "--quiet");
  commit();
  return {
    folder,
    path,
    git,
    commit,
    read: (file) => readFileSync(path(file), "utf8"),
    write: (file, text) => writeFileSync(path(file), text),
    append: (file, text) => appendFileSync(path(file), text),
    replace(file, from, to) {
      const text = readFileSync(path(file), "utf8");
      if (!text.includes(from)) throw new Error(`${file} has no ${from}`);
      writeFileSync(path(file), text.replace(from, to));
    },
    /** Returns a PATH with only these programs. */
    programs: (...names) => {
      const programs = mkdtempSync(join(tmpdir(), "convex-ops-"));
      t.after(() => rmSync(programs, { recursive: true }));
      for (const name of names) {
        const found = process.env.PATH.split(delimiter).map((where) => join(where, name)).find(existsSync);
        symlinkSync(found, join(programs, name));
      }
      return programs;
    },
    /** Runs `convex-ops` in the project's folder. */
    ops: (args, options = {}) => {
      const env = { ...process.env, PATH: OWN_PATH, XDG_CACHE_HOME: cache, ...options.env };
      return spawnSync(COMMAND, args, { cwd: options.cwd ?? folder, encoding: "utf8", env, maxBuffer: 1 << 28 });
    },
  };
}
