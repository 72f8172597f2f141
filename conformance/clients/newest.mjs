// Compares the requests of the newest published version of npm `convex` with those of the newest version of the matrix, and
// fails if one of them is not listed in `requests.json`.

import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { differenceOf, requestsIn, requestsOf } from "./requests.mjs";
import { ALL_VERSIONS, compare } from "./versions.mjs";

const KNOWN = JSON.parse(readFileSync(new URL("requests.json", import.meta.url), "utf8"));

function npm(...args) {
  const { status, stdout, stderr, error } = spawnSync("npm", args, { encoding: "utf8", shell: process.platform === "win32" });
  if (status !== 0) throw new Error(`npm ${args.join(" ")}: ${error ?? stderr}`);
  return stdout.trim();
}

const tried = ALL_VERSIONS.at(-1);
const published = npm("view", "convex", "version");
if (compare(published, tried) <= 0) {
  console.log(`convex ${tried} is the newest published version, and in the matrix`);
  console.log(differenceOf(requestsOf(ALL_VERSIONS.at(-2)), requestsOf(tried)).join("\n") || "no request added or dropped");
} else {
  const folder = mkdtempSync(join(tmpdir(), "convex-ops-"));
  try {
    npm("install", "--prefix", folder, "--no-audit", "--no-fund", "--ignore-scripts", "--no-save", `convex@${published}`);
    const requests = requestsIn(join(folder, "node_modules/convex"));
    console.log(`convex ${published} is newer than ${tried}, the newest in the matrix: add it to conformance/clients`);
    console.log(differenceOf(requestsOf(tried), requests).join("\n") || "no request added or dropped");
    const unknown = requests.filter((request) => !(request in KNOWN.supported) && !(request in KNOWN.unsupported));
    if (unknown.length > 0) {
      console.error(`not in requests.json: ${unknown.join(", ")}`);
      process.exitCode = 1;
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}
