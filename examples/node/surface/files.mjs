// Classifies the files of a `convex/` folder, by the rules of Convex's command.

import { readdir, readFile } from "node:fs/promises";
import { basename, join, relative, sep } from "node:path";
import { Problem } from "./problem.mjs";

const SOURCE = /\.(?:ts|tsx|js|jsx|mts|mjs|cts|cjs)$/;

/** The modules with the other parts of an app besides functions. */
const SPECIAL = ["schema", "auth.config", "convex.config"];

/** Returns the files of the folder as absolute, sorted paths: `{functions: {isolate, node}, special: {schema?, …}}`. */
export async function findFiles(folder) {
  const files = await sourceFiles(folder);
  const special = {};
  const functions = { isolate: [], node: [] };
  for (const file of files) {
    const path = relative(folder, file);
    const name = path.replace(SOURCE, "");
    if (SPECIAL.includes(name)) {
      special[name] = file;
    } else if (isEntryPoint(path)) {
      const text = await readFile(file, "utf8");
      if (isModule(path, text)) {
        functions[usesNode(text) ? "node" : "isolate"].push(file);
      }
    }
  }
  return { functions, special };
}

async function sourceFiles(folder) {
  let entries;
  try {
    entries = await readdir(folder, { recursive: true, withFileTypes: true });
  } catch (error) {
    throw new Problem(`cannot read the folder \`${folder}\`: ${error.code}; name the app's functions with --dir`);
  }
  const files = entries.filter((entry) => entry.isFile() && SOURCE.test(entry.name));
  return files.map((entry) => join(entry.parentPath ?? entry.path, entry.name)).sort();
}

/** Excludes tests and configuration, which have a second dot in their name, and `_generated`. */
function isEntryPoint(path) {
  const name = basename(path);
  const dots = name.split(".").length - 1;
  const left_out = name.startsWith(".") || name.startsWith("#") || /^schema\.[jt]s$/.test(name);
  return dots === 1 && !left_out && !path.includes(" ") && !path.split(sep).includes("_generated");
}

/** Excludes TypeScript files without import and export: they are scripts, which Convex ignores. */
function isModule(path, text) {
  return !/\.tsx?$/.test(path) || /^\s{0,100}(import|export)/m.test(text);
}

/** Checks if a file starts with the directive `"use node"`, after comments and other directives. */
export function usesNode(text) {
  const start = /^(?:\s|\/\/.*|\/\*[\s\S]*?\*\/|(["'])use (?!node\1)[^"'\n]*\1;?)*/.exec(text)[0].length;
  return /^(["'])use node\1/.test(text.slice(start));
}
