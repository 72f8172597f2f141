// Compares the evaluation of an app's bundles by convex-ops with that by Node, export by export.
//
// `node judge.mjs FOLDER...` evaluates the projects in these folders, whose dependencies must be installed. It uses the
// bundler of `--bundler convex` or `rolldown`, or both, whose results must be equal. Set environment variables that the
// code requires. For large projects, set CONVEX_OPS_COMMAND to a release build: a debug build may exceed the time limit.

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

/** The command to test. */
export const COMMAND = process.env.CONVEX_OPS_COMMAND ?? join(TARGET, "debug/convex-ops");

/** Environment variables of the sample apps. */
const ENVIRONMENT = { AUTH_DOMAIN: "https://example.com" };

function output(program, args) {
  const env = { ...process.env, ...ENVIRONMENT };
  const { status, stdout, stderr, error } = spawnSync(program, args, { encoding: "utf8", env, maxBuffer: 1 << 29 });
  assert.equal(status, 0, `${program} ${args.join(" ")}: ${error ?? stderr}`);
  return stdout;
}

/** Converts a component of a surface to the form of `describe.mjs`. */
function convert({ schema, functions }) {
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

/** Iterates over the components of a surface with their mount paths. */
function* mounted(surface, path = "") {
  yield [path, convert(surface)];
  for (const [name, child] of Object.entries(surface.components)) yield* mounted(child, path ? `${path}/${name}` : name);
}

/**
 * Bundles the project in `folder`, evaluates it in QuickJS and in Node, and fails if the results differ. Returns the
 * components by mount path.
 */
export function judge(folder, bundler) {
  const work = mkdtempSync(join(tmpdir(), "convex-ops-"));
  try {
    const artifact = join(work, "app.json");
    output(COMMAND, ["bundle", folder, "--bundler", bundler, "--output", artifact]);
    const components = Object.fromEntries(mounted(JSON.parse(output(COMMAND, ["surface", artifact, "--no-cache"]))));
    mkdirSync(join(work, "judged"));
    // External packages of the bundles are dependencies of the project.
    const dependencies = join(folder, "node_modules");
    const judgement = JSON.parse(output(process.execPath, [DESCRIBE, artifact, join(work, "judged"), dependencies]));
    const remaining = new Set(Object.keys(judgement));
    for (const [path, ours] of Object.entries(components)) {
      const definitions = Object.keys(judgement).filter((key) => isDeepStrictEqual(ours, judgement[key]));
      if (definitions.length === 0) assert.deepEqual(ours, judgement[path] ?? judgement, `component ${path || "(the app)"}`);
      for (const definition of definitions) remaining.delete(definition);
    }
    assert.deepEqual([...remaining], [], "every definition is mounted");
    return components;
  } finally {
    rmSync(work, { recursive: true });
  }
}

/** Counts the contents of components. */
export function count(components) {
  const modules = Object.values(components).flatMap((component) => Object.values(component.modules));
  const sum = (length) => modules.reduce((total, module) => total + length(module), 0);
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
    for (const answer of answers) assert.deepEqual(answer, answers[0], "the results of both bundlers are equal");
    const figures = Object.entries(count(answers[0])).map(([what, number]) => `${number} ${what}`);
    console.log(`${folder}: same as in Node, bundled by ${bundlers.join(" and ")}: ${figures.join(", ")}`);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main();
