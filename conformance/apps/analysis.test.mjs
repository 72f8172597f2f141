// What QuickJS says of the sample apps, and of the public components that they mount, is what Node says.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { isDeepStrictEqual } from "node:util";
import { project } from "./project.mjs";

const DESCRIBE = join(dirname(fileURLToPath(import.meta.url)), "describe.mjs");
const ENVIRONMENT = { AUTH_DOMAIN: "https://example.com" };

/** What Node says of an artifact. */
function judged(app, artifact) {
  mkdirSync(app.path("judged"));
  const env = { ...process.env, ...ENVIRONMENT };
  const options = { encoding: "utf8", env, maxBuffer: 1 << 28 };
  const { status, stdout, stderr } = spawnSync(process.execPath, [DESCRIBE, artifact, app.path("judged")], options);
  assert.equal(status, 0, stderr);
  return JSON.parse(stdout);
}

/** A component of a surface, in the judge's form. */
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
  yield [path, surface];
  for (const [name, child] of Object.entries(surface.components)) yield* mounted(child, path ? `${path}/${name}` : name);
}

for (const name of ["tiny", "whole"]) {
  test(`${name}: every export is what Node says`, (t) => {
    const app = project(t, name);
    const bundled = app.ops(["bundle", ".", "--output", "app.json"]);
    assert.equal(bundled.status, 0, bundled.stderr);
    const evaluated = app.ops(["surface", "app.json"]);
    assert.equal(evaluated.status, 0, evaluated.stderr);

    const judgement = judged(app, app.path("app.json"));
    const remaining = new Set(Object.keys(judgement));
    let functions = 0;
    for (const [path, component] of mounted(JSON.parse(evaluated.stdout))) {
      const ours = said(component);
      const definitions = Object.keys(judgement).filter((key) => isDeepStrictEqual(ours, judgement[key]));
      if (definitions.length === 0) assert.deepEqual(ours, judgement[path], `component ${path || "(the app)"}`);
      for (const definition of definitions) remaining.delete(definition);
      for (const { functions: all } of Object.values(ours.modules)) functions += all.length;
    }
    assert.deepEqual([...remaining], [], "every definition is mounted somewhere");
    t.diagnostic(`${functions} functions`);
    assert.ok(functions >= (name === "tiny" ? 3 : 30), `${functions} functions`);
  });
}
