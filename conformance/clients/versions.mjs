// Versions of Convex's command that the tests run, and the Node that each needs.

import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const HERE = dirname(fileURLToPath(import.meta.url));

/** From version 1.49 on, the command needs Node 22; npm's package `node` holds one. */
const NODE_22 = join(HERE, "node_modules/node/bin/node");

const IN_TEST_SUITE = ["1.48.0", "1.49.0"];
const OLDER = ["1.36.1", "1.37.0", "1.42.3", "1.43.0", "1.46.0"];

/** Every supported version, oldest first. */
export const ALL_VERSIONS = [...OLDER, ...IN_TEST_SUITE];

/** Returns the folder of a version's package. */
export function packageOf(version) {
  const folders = [`node_modules/convex-${version}`, `older/node_modules/convex-${version}`].map((path) => join(HERE, path));
  const found = folders.find((folder) => existsSync(folder));
  if (found === undefined) throw new Error(`convex ${version} is not installed: run \`npm ci\` in conformance/clients`);
  return found;
}

/** The versions under test, oldest first: two, or all with `CLIENTS=all`, or those that `CLIENTS` lists. */
export const VERSIONS = selected(process.env.CLIENTS);

function selected(wanted) {
  if (wanted === undefined) return IN_TEST_SUITE;
  return wanted === "all" ? ALL_VERSIONS : wanted.split(",");
}

/** Compares two versions: negative if `a` is older. */
export function compare(a, b) {
  const [x, y] = [a, b].map((version) => version.split(".").map(Number));
  return x[0] - y[0] || x[1] - y[1] || x[2] - y[2];
}

/** Returns the program that runs a version. */
export function nodeFor(version) {
  const { engines } = JSON.parse(readFileSync(join(packageOf(version), "package.json"), "utf8"));
  const needed = Number(/(\d+)/.exec(engines?.node ?? "0")[1]);
  return Number(process.versions.node.split(".")[0]) >= needed ? process.execPath : NODE_22;
}
