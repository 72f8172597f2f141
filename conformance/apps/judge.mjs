// Judges what convex-ops says of an app's modules by what Node says of the same bundles, export by export.
//
// `node judge.mjs FOLDER...` judges the projects in these folders, whose dependencies are installed; `--bundler convex` or
// `rolldown` chooses who bundles them, and otherwise both do, and what comes of it must be the same. Variables without which
// a project's code throws are given in the environment. A large project takes QuickJS, compiled without optimisation, longer
// than it may: then CONVEX_OPS_COMMAND names a release build of the command.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { isDeepStrictEqual, parseArgs } from "node:util";

const HERE = dirname(fileURLToPath(import.meta.url));
const DESCRIBE = join(HERE, "describe.mjs");
const TARGET = process.env.CARGO_TARGET_DIR ?? join(HERE, "../../target");

/** The command that is judged. */
export const COMMAND = process.env.CONVEX_OPS_COMMAND ?? join(TARGET, "debug/convex-ops");

/** What the sample apps' own code asks for. */
const ENVIRONMENT = { AUTH_DOMAIN: "https://example.com" };

function output(program, args) {
  const env = { ...process.env, ...ENVIRONMENT };
  const { status, stdout, stderr, error } = spawnSync(program, args, { encoding: "utf8", env, maxBuffer: 1 << 29 });
  assert.equal(status, 0, `${program} ${args.join(" ")}: ${error ?? stderr}`);
  return stdout;
}

/** A component of a surface, in Node's form. */
function said({ schema, functions }) {
  const modules = {};
  for (const [path, { functions: all, httpRoutes, cronSpecs }] of Object.entries(functions)) {
    const described = all.map(({ name, udfType, visibility, args, returns }) => {
      return { name, kind: udfType, visibility: visibility?.kind ?? null, args, returns };
    });
    described.sort((a, b) => (a.name < b.name ? -1 : 1));
    const routes = httpRoutes?.map(({ route }) => `${route.method} ${route.path}`).sort() ?? null;
    modules[path] = { functions: described, routes, crons: cronSpecs && Object.fromEntries(cronSpecs) };
  }
  return { schema, modules };
}

/** Every component of a surface, by the names under which they are mounted. */
function* mounted(surface, path = "") {
  yield [path, said(surface)];
  for (const [name, child] of Object.entries(surface.components)) yield* mounted(child, path ? `${path}/${name}` : name);
}

/**
 * Bundles the project in `folder`, evaluates it in QuickJS and in Node, and fails where they differ in anything. Answers
 * the components by the names under which they are mounted.
 */
export function judge(folder, bundler) {
  const work = mkdtempSync(join(tmpdir(), "convex-ops-"));
  try {
    const artifact = join(work, "app.json");
    output(COMMAND, ["bundle", folder, "--bundler", bundler, "--output", artifact]);
    const components = Object.fromEntries(mounted(JSON.parse(output(COMMAND, ["surface", artifact]))));
    mkdirSync(join(work, "judged"));
    // What the bundles leave for Node to import is among the project's own dependencies.
    const dependencies = join(folder, "node_modules");
    const judgement = JSON.parse(output(process.execPath, [DESCRIBE, artifact, join(work, "judged"), dependencies]));
    const remaining = new Set(Object.keys(judgement));
    for (const [path, ours] of Object.entries(components)) {
      const definitions = Object.keys(judgement).filter((key) => isDeepStrictEqual(ours, judgement[key]));
      if (definitions.length === 0) assert.deepEqual(ours, judgement[path] ?? judgement, `component ${path || "(the app)"}`);
      for (const definition of definitions) remaining.delete(definition);
    }
    assert.deepEqual([...remaining], [], "every definition is mounted somewhere");
    return components;
  } finally {
    rmSync(work, { recursive: true });
  }
}

/** How much there is of components. */
export function counted(components) {
  const modules = Object.values(components).flatMap((component) => Object.values(component.modules));
  const sum = (count) => modules.reduce((total, module) => total + count(module), 0);
  return {
    components: Object.keys(components).length,
    modules: modules.length,
    functions: sum(({ functions }) => functions.length),
    routes: sum(({ routes }) => routes?.length ?? 0),
    crons: sum(({ crons }) => Object.keys(crons ?? {}).length),
    tables: Object.values(components).reduce((total, { schema }) => total + (schema?.tables.length ?? 0), 0),
  };
}

function main() {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { bundler: { type: "string" } } });
  assert.ok(positionals.length > 0, "usage: node judge.mjs [--bundler convex|rolldown] FOLDER...");
  for (const folder of positionals) {
    const bundlers = values.bundler ? [values.bundler] : ["convex", "rolldown"];
    const answers = bundlers.map((bundler) => judge(folder, bundler));
    for (const answer of answers) assert.deepEqual(answer, answers[0], "both bundlers' modules say the same");
    const figures = Object.entries(counted(answers[0])).map(([what, count]) => `${count} ${what}`);
    console.log(`${folder}: as Node says, bundled by ${bundlers.join(" and ")}: ${figures.join(", ")}`);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main();
