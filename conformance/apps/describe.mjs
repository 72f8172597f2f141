// Describes the exports of an app's bundles in Node, to compare them with QuickJS. It is a separate program because imports
// cannot be undone: `node describe.mjs ARTIFACT FOLDER [NODE_MODULES]`.

import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";

const [artifactFile, folder, dependencies] = process.argv.slice(2);
const artifact = JSON.parse(readFileSync(artifactFile, "utf8")).content;
writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
if (dependencies && existsSync(dependencies)) symlinkSync(dependencies, join(folder, "node_modules"));

/** Writes modules to files and returns a function that imports them. */
function writeModules(modules, name) {
  for (const { path, source } of modules) {
    const file = join(folder, name, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, source);
  }
  return (path) => import(pathToFileURL(join(folder, name, path)).href);
}

const kindOf = (value) => ["Query", "Mutation", "Action"].filter((kind) => `is${kind}` in value);

function describe(path, namespace) {
  const functions = Object.entries(namespace).flatMap(([name, value]) => {
    if (value === null || !["object", "function"].includes(typeof value)) return [];
    const kinds = kindOf(value);
    if (kinds.length !== 1) return [];
    const visibility = value.isPublic ? "public" : value.isInternal ? "internal" : null;
    return { name, kind: kinds[0], visibility, args: value.exportArgs?.() ?? null, returns: value.exportReturns?.() ?? null };
  });
  functions.sort((a, b) => (a.name < b.name ? -1 : 1));
  const routes = path === "http.js" ? namespace.default.getRoutes().map(([path, method]) => `${method} ${path}`) : null;
  const crons = path === "crons.js" ? JSON.parse(namespace.default.export()) : null;
  return { functions, routes: routes?.sort() ?? null, crons };
}

async function component(name, { modules, schema }) {
  const load = writeModules(schema ? [...modules, schema] : modules, name);
  const described = {};
  for (const environment of ["isolate", "node"]) {
    // Modules may check for `require` to detect Node, so it exists only for those that run there.
    if (environment === "node") {
      globalThis.require = createRequire(join(folder, name, "_deps/index.js"));
      // Convex's executor of Node modules defines these too.
      Object.assign(globalThis, { __dirname: folder, __filename: join(folder, "index.js") });
    }
    for (const { path, environment: where } of modules) {
      if (where !== environment || path.startsWith("_deps/") || path === "auth.config.js") continue;
      described[path] = describe(path, await load(path));
    }
    for (const name of ["require", "__dirname", "__filename"]) delete globalThis[name];
  }
  return { schema: schema ? JSON.parse((await load(schema.path)).default.export()) : null, modules: described };
}

const { appDefinition: app, componentDefinitions } = artifact;
const components = {};
components[""] = await component("app", { modules: app.changedModules, schema: app.schema });
for (const [index, { definitionPath, functions, schema }] of componentDefinitions.entries()) {
  components[definitionPath] = await component(`component-${index}`, { modules: functions, schema });
}
process.stdout.write(JSON.stringify(components));
