// Bundles modules with esbuild and the settings of Convex's command.

import { build } from "esbuild";
import { relative } from "node:path";
import { Problem } from "./problem.mjs";

/** Bundles `entries` (files in `folder`) into `out`. `platform` is "browser" for Convex's runtime, or "node". */
export async function bundle({ folder, entries, platform, out, external }) {
  if (entries.length === 0) {
    return;
  }
  const settings = {
    entryPoints: entries,
    outbase: folder,
    outdir: out,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    splitting: true,
    chunkNames: "_deps/[hash]",
    format: "esm",
    target: "esnext",
    jsx: "automatic",
    platform,
    external,
    conditions: ["convex", "module"],
    keepNames: true,
    define: { "process.env.NODE_ENV": '"production"' },
    plugins: [generatedFiles(folder), emptyModules(platform)],
    banner: platform === "node" ? { js: REQUIRE } : {},
    loader: { ".wasm": "empty", ".node": "empty" },
    logLevel: "silent",
  };
  await build(settings).catch((error) => {
    throw new Problem(`cannot bundle \`${folder}\`:\n${(error.errors ?? [error]).map(described).join("\n")}`);
  });
}

/** CommonJS packages in a bundle call `require` for Node's modules. */
const REQUIRE = 'import { createRequire as $createRequire } from "node:module"; var require = $createRequire(import.meta.url);';

function described({ text, message, location }) {
  const place = location ? `${relative(process.cwd(), location.file)}:${location.line}: ` : "";
  return `  ${place}${text ?? message}`;
}

/** `_generated/` is often not in git. Its run-time contents are always the same. */
function generatedFiles(folder) {
  const filter = /(?:^|\/)_generated\/(server|api|dataModel)(?:\.[jt]s)?$/;
  const contents = {
    server: `
      export {
        actionGeneric as action, httpActionGeneric as httpAction, internalActionGeneric as internalAction,
        internalMutationGeneric as internalMutation, internalQueryGeneric as internalQuery,
        mutationGeneric as mutation, queryGeneric as query,
      } from "convex/server";
      export const env = process.env;`,
    api: `
      import { anyApi, componentsGeneric } from "convex/server";
      export const api = anyApi;
      export const internal = anyApi;
      export const components = componentsGeneric();`,
    dataModel: "",
  };
  return {
    name: "generated-files",
    setup(build) {
      build.onResolve({ filter }, async ({ path, pluginData, ...where }) => {
        if (pluginData === "as it is") {
          return undefined;
        }
        const found = await build.resolve(path, { ...where, pluginData: "as it is" });
        return found.errors.length === 0 ? found : { path: filter.exec(path)[1], namespace: "generated" };
      });
      build.onLoad({ filter: /.*/, namespace: "generated" }, ({ path }) => ({
        contents: contents[path],
        resolveDir: folder,
      }));
    },
  };
}

/** Modules replaced by Convex's runtime. */
function emptyModules(platform) {
  return {
    name: "empty-modules",
    setup(build) {
      const of = platform === "browser" ? /^(?:server-only|(?:node:)?async_hooks)$/ : /^server-only$/;
      build.onResolve({ filter: of }, ({ path }) => ({ path, namespace: "empty" }));
      build.onLoad({ filter: /.*/, namespace: "empty" }, ({ path }) => ({
        contents: path === "server-only" ? "" : 'export { AsyncLocalStorage, AsyncResource } from "node:async_hooks";',
      }));
      build.onResolve({ filter: /.*/, namespace: "empty" }, ({ path }) => ({ path, external: true }));
    },
  };
}
