// Creates a surface from a `convex/` folder: finds, bundles, evaluates and describes its files.

import { mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { existsSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { pathToFileURL } from "node:url";
import { bundle } from "./bundle.mjs";
import * as describe from "./describe.mjs";
import { findFiles } from "./files.mjs";
import { Problem } from "./problem.mjs";

/** Returns the surface of the app in `folder`, and notes for the user. */
export async function readSurface(folder) {
  const { functions, special } = await findFiles(folder);
  const out = await temporaryFolder(dirname(folder));
  try {
    const isolate = [...functions.isolate, ...Object.values(special)];
    const external = await externalPackages(dirname(folder));
    await bundle({ folder, entries: isolate, platform: "browser", out: join(out, "isolate"), external: [] });
    await bundle({ folder, entries: functions.node, platform: "node", out: join(out, "node"), external });
    const app = { folder, out, functions, special };
    return await describeApp(app);
  } finally {
    await rm(out, { recursive: true, force: true });
  }
}

/** Creates a folder next to the app's packages, so that imports of external packages resolve. */
async function temporaryFolder(project) {
  const packages = join(project, "node_modules");
  const parent = existsSync(packages) ? join(packages, ".cache") : project;
  await mkdir(parent, { recursive: true });
  return await mkdtemp(join(parent, ".convex-surface-"));
}

/** Returns the packages that convex.json excludes from the bundles of Node modules. */
async function externalPackages(project) {
  const text = await readFile(join(project, "convex.json"), "utf8").catch(() => "{}");
  return JSON.parse(text).node?.externalPackages ?? [];
}

async function describeApp(app) {
  const notes = [];
  const surface = {
    schema: await special(app, "schema", describe.schemaOf, null),
    functions: await functionEntries(app),
    crons: await crons(app),
    environmentVariables: await special(app, "convex.config", describe.environmentVariablesOf, []),
    authProviders: await special(app, "auth.config", describe.authProvidersOf, []),
    components: {},
  };
  if (surface.authProviders === undefined) {
    notes.push("auth.config names a provider by a variable that is not set: `authProviders` is left out, as unknown");
  }
  if (await special(app, "convex.config", describe.mountsComponents, false)) {
    delete surface.components;
    notes.push("convex.config mounts components, which this script cannot read: `components` is left out, as unknown");
  }
  return { surface, notes };
}

async function functionEntries(app) {
  const entries = [];
  for (const [environment, files] of Object.entries(app.functions)) {
    for (const file of files) {
      const name = moduleName(app.folder, file);
      const module = await evaluate(app, environment, name);
      entries.push(...describe.functionsOf(`${name}.js`, module));
      if (name === "http") {
        entries.push(...describe.routesOf(module));
      }
    }
  }
  // Routes come last. Convex lists functions by module.
  const key = ({ identifier }) => identifier ?? "\uffff";
  return entries.sort((a, b) => (key(a) < key(b) ? -1 : Number(key(a) > key(b))));
}

async function crons(app) {
  const has = app.functions.isolate.some((file) => moduleName(app.folder, file) === "crons");
  return has ? describe.cronsOf(await evaluate(app, "isolate", "crons")) : {};
}

/** Evaluates one of the special modules; returns `absent` if the app has no such file. */
async function special(app, name, ask, absent) {
  return app.special[name] === undefined ? absent : ask(await evaluate(app, "isolate", name));
}

/** Returns the relative path without extension, such as "dir/file". */
function moduleName(folder, file) {
  return relative(folder, file).split(sep).join("/").replace(/\.[^./]+$/, "");
}

async function evaluate({ out }, environment, name) {
  try {
    return await import(pathToFileURL(join(out, environment, `${name}.mjs`)));
  } catch (error) {
    const first = String(error?.message ?? error).split("\n")[0];
    throw new Problem(`\`${name}\` throws when it is imported: ${first}; set environment variables that it requires`);
  }
}
