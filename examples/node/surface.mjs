#!/usr/bin/env node
// Writes the surface file of a Convex app for `convex-ops check`: its schema, functions, HTTP routes and crons. Bundles the
// `convex/` folder with esbuild like Convex's command, and evaluates the result in this process: run it only on code that
// you trust. It works offline.

import { writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { Problem } from "./surface/problem.mjs";
import { readSurface } from "./surface/read.mjs";

const USAGE = `Usage: node surface.mjs [--dir FOLDER] [--out FILE]

Writes the surface file of the Convex app in FOLDER.

  --dir FOLDER  the folder with the functions (default: convex)
  --out FILE    where to write (default: standard output)
  --help        this text

Modules that need environment variables to be imported get them from Node:
  node --env-file=.env.local surface.mjs --out surface.json
`;

async function main() {
  const { values } = parseArguments();
  if (values.help) {
    process.stdout.write(USAGE);
    return;
  }
  const { surface, notes } = await readSurface(resolve(values.dir));
  const text = `${JSON.stringify(surface, null, 2)}\n`;
  if (values.out === undefined) {
    process.stdout.write(text);
  } else {
    await writeFile(values.out, text);
  }
  for (const note of notes) {
    process.stderr.write(`note: ${note}\n`);
  }
}

function parseArguments() {
  const options = {
    dir: { type: "string", default: "convex" },
    out: { type: "string" },
    help: { type: "boolean", default: false },
  };
  try {
    return parseArgs({ options });
  } catch (error) {
    throw new Problem(`${error.message}\n\n${USAGE}`);
  }
}

main().catch((error) => {
  process.stderr.write(error instanceof Problem ? `error: ${error.message}\n` : `${error.stack}\n`);
  process.exitCode = 2;
});
