// From a `convex/` folder to a surface: find the files, bundle them, evaluate them, ask them.

import { mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { existsSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { pathToFileURL } from "node:url";
import { bundle } from "./bundle.mjs";
import * as describe from "./describe.mjs";
import { findFiles } from "./files.mjs";
import { Problem } from "./problem.mjs";

/** The surface of the app in `folder`, and what the person should know about it. */
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

/** Beside the app's packages, so that what is not bundled is found from there. */
async function temporaryFolder(project) {
  const packages = join(project, "node_modules");
  const parent = existsSync(packages) ? join(packages, ".cache") : project;
  await mkdir(parent, { recursive: true });
  return await mkdtemp(join(parent, ".convex-surface-"));
}

/** Packages that convex.json wants installed on the server instead of bundled: for modules that run in Node. */
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
    notes.push("convex.config mounts components, which this script does not read: `components` is left out, as unknown");
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
  // Routes last; Convex lists functions by module.
  const key = ({ identifier }) => identifier ?? "\uffff";
  return entries.sort((a, b) => (key(a) < key(b) ? -1 : Number(key(a) > key(b))));
}

async function crons(app) {
  const has = app.functions.isolate.some((file) => moduleName(app.folder, file) === "crons");
  return has ? describe.cronsOf(await evaluate(app, "isolate", "crons")) : {};
}

/** What one of the special modules says, or `absent` where the app has no such file. */
async function special(app, name, ask, absent) {
  return app.special[name] === undefined ? absent : ask(await evaluate(app, "isolate", name));
}

/** "dir/file" of a file in the folder. */
function moduleName(folder, file) {
  return relative(folder, file).split(sep).join("/").replace(/\.[^./]+$/, "");
}

async function evaluate({ out }, environment, name) {
  try {
    return await import(pathToFileURL(join(out, environment, `${name}.mjs`)));
  } catch (error) {
    const first = String(error?.message ?? error).split("\n")[0];
    throw new Problem(`\`${name}\` throws when it is imported: ${first}; if it wants an environment variable, set it`);
  }
}
