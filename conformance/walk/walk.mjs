// Walks over the last commits of public apps: `node walk.mjs FOLDER [--commits 30] [--report FILE]`.
//
// FOLDER holds clones of repositories, each with its packages installed. Each commit that changes the functions is compared
// with its parent. The walk fails if a command ends in a way that it should not, if a witness is not confirmed, or if a
// commit breaks itself. The verdicts are counted; the report has one line of JSON per commit, to be read by hand.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { appendFileSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const HERE = dirname(fileURLToPath(import.meta.url));
const TARGET = process.env.CARGO_TARGET_DIR ?? join(HERE, "../../target");
const COMMAND = process.env.CONVEX_OPS_COMMAND ?? join(TARGET, "debug/convex-ops");

function run(program, args, cwd) {
  const { status, stdout, stderr, error } = spawnSync(program, args, { cwd, encoding: "utf8", maxBuffer: 1 << 29 });
  if (error) throw error;
  return { status, stdout, stderr };
}

function git(folder, ...args) {
  const { status, stdout, stderr } = run("git", args, folder);
  assert.equal(status, 0, `git ${args.join(" ")}: ${stderr}`);
  return stdout.split("\n").filter((line) => line !== "");
}

/** Returns the folder of an app's functions. */
function functionsOf(folder) {
  const config = join(folder, "convex.json");
  return (existsSync(config) && JSON.parse(readFileSync(config, "utf8")).functions) || "convex";
}

/** Compares a commit with its parent, and returns what the gate says. */
function compare(folder, commit, work) {
  const [baseline, candidate] = [`git:${commit}~1`, `git:${commit}`];
  const report = join(work, "report.json");
  const { status, stderr } = run(COMMAND, ["check", "--baseline", baseline, "--candidate", candidate, "--format", "json", "--output", report, "--quiet"], folder);
  // Code that cannot be bundled or evaluated, or not in time.
  if (status === 2 || status === 3) return { commit, verdict: "unreadable", why: stderr.trim().split("\n") };
  assert.ok([0, 1, 4].includes(status), `${commit}: exit ${status}: ${stderr}`);
  const { verdict, findings, undecided, notChecked } = JSON.parse(readFileSync(report, "utf8"));
  assert.equal(status === 1, verdict === "breaking", `${commit}: exit ${status}, ${verdict}`);
  const verified = run(COMMAND, ["verify", report, "--baseline", baseline, "--candidate", candidate, "--quiet"], folder);
  assert.notEqual(verified.status, 1, `${commit}: witnesses: ${verified.stdout}${verified.stderr}`);
  const short = ({ rule, level, subject, message, location, before, after }) => ({ rule, level, subject, message, location, before, after });
  return { commit, verdict, findings: findings.map(short), undecided, notChecked: notChecked.length };
}

function walk(folder, commits, report) {
  const functions = functionsOf(folder);
  const touching = git(folder, "log", "--no-merges", `--max-count=${commits}`, "--format=%H %s", "--", functions);
  const counts = {};
  const work = mkdtempSync(join(tmpdir(), "convex-ops-"));
  try {
    for (const line of touching) {
      const [commit] = line.split(" ", 1);
      if (run("git", ["rev-parse", "--verify", "--quiet", `${commit}~1`], folder).status !== 0) continue;
      const found = compare(folder, commit, work);
      counts[found.verdict] = (counts[found.verdict] ?? 0) + 1;
      if (report) appendFileSync(report, `${JSON.stringify({ app: basename(folder), subject: line.slice(41), ...found })}\n`);
    }
    const newest = `git:${touching[0].split(" ", 1)[0]}`;
    const same = run(COMMAND, ["check", "--baseline", newest, "--candidate", newest, "--format", "json", "--quiet"], folder);
    if (same.status !== 2 && same.status !== 3) {
      const { findings, rollback } = JSON.parse(same.stdout);
      const ofChange = findings.filter(({ baseline }) => baseline !== undefined);
      assert.deepEqual([ofChange, rollback], [[], []], "a commit differs from itself");
    }
  } finally {
    rmSync(work, { recursive: true });
  }
  return counts;
}

function main() {
  const options = { commits: { type: "string", default: "30" }, report: { type: "string" } };
  const { values, positionals } = parseArgs({ allowPositionals: true, options });
  assert.equal(positionals.length, 1, "usage: node walk.mjs [--commits N] [--report FILE] FOLDER");
  const folders = readdirSync(positionals[0]).map((name) => join(positionals[0], name));
  const apps = folders.filter((folder) => existsSync(join(folder, ".git")) && existsSync(join(folder, "node_modules")));
  assert.ok(apps.length > 0, `no clones with installed packages in ${positionals[0]}`);
  if (values.report) writeFileSync(values.report, "");
  for (const folder of apps) {
    const counts = Object.entries(walk(folder, values.commits, values.report)).map(([what, number]) => `${number} ${what}`);
    console.log(`${basename(folder)}: ${counts.sort().join(", ")}`);
  }
}

main();
