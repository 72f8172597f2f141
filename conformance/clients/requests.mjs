// Lists the requests in the sources of a version of npm `convex`, and compares two versions:
//
//   node requests.mjs 1.46.0          lists them
//   node requests.mjs 1.46.0 1.48.0   shows what the second added (+) and dropped (-)

import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { packageOf } from "./versions.mjs";

const SKIPPED = /\.test\.tsx?$|\.d\.ts$|^generated/i;
const METHODS = "GET|POST|PUT|PATCH|DELETE|HEAD";

/** Roots of the paths that generated clients use. */
const ROOTS = { BigBrain: "/api", Platform: "/v1", Deployment: "/api/v1" };

function* sources(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory() && entry.name !== "__tests__") yield* sources(path);
    else if (/\.tsx?$/.test(entry.name) && !SKIPPED.test(entry.name)) yield readFileSync(path, "utf8");
  }
}

/** Replaces placeholders by `{}`, and drops the query. */
const normal = (path) => path.replace(/\$?\{[^}]*\}/g, "{}").replace(/\?.*$/, "").replace(/^\/?/, "/");

const known = new Map();

/** Returns the requests of a version, as `METHOD /path`, `ANY /path` if the method is elsewhere, and `QUERY name`. */
export function requestsOf(version) {
  if (!known.has(version)) known.set(version, requestsIn(packageOf(version)));
  return known.get(version);
}

/** Returns the requests in the sources of a package. */
export function requestsIn(folder) {
  const found = new Set();
  for (const text of sources(join(folder, "src"))) {
    const typed = new RegExp(`typed(${Object.keys(ROOTS).join("|")})Client\\w*\\((?:[^()]|\\([^()]*\\))*\\)\\s*\\)?\\s*\\.(${METHODS})\\(\\s*["\`]([^"\`]+)["\`]`, "g");
    for (const [, client, method, path] of text.matchAll(typed)) found.add(`${method} ${ROOTS[client]}${normal(path)}`);
    for (const [, options] of text.matchAll(/bigBrain(?:API|Fetch)\w*(?:<[^>]*>)?\(\{([^]*?)\}\);?/g)) {
      const path = /\b(?:path|url):\s*["`]([^"`]+)["`]/.exec(options)?.[1];
      const method = /\bmethod:\s*["`](\w+)["`]/.exec(options)?.[1] ?? "ANY";
      if (path !== undefined) found.add(`${method} /api${normal(path)}`);
    }
    for (const [, name] of text.matchAll(/["'`](_system\/[\w/]+(?::\w+)?)["'`]/g)) found.add(`QUERY ${name}`);
    // Outside the API, and below `/api/v1`.
    for (const [, path] of text.matchAll(/new URL\(\s*["'`](\/[^"'`]+)["'`]/g)) found.add(`ANY ${normal(path)}`);
    for (const [, path] of text.matchAll(/usageLimitFetch\(\s*ctx,\s*\w+,\s*["`](\/[^"`]+)["`]/g)) found.add(`ANY /api/v1${normal(path)}`);
    for (const [, path, rest] of text.matchAll(/["`]((?:\$\{[^}]*\})?\/?api\/[^"`\s]*)["`]([^;]{0,120})/g)) {
      const method = /\bmethod:\s*["`](\w+)["`]/.exec(rest)?.[1] ?? "ANY";
      found.add(`${method} ${normal(path.replace(/^\$\{[^}]*\}/, ""))}`);
    }
  }
  return [...found].sort();
}

/** Returns the additions and removals of the second version. */
export function difference(before, after) {
  return differenceOf(requestsOf(before), requestsOf(after));
}

/** Returns what the second list of requests added and dropped. */
export function differenceOf(before, after) {
  const [old, next] = [before, after].map((list) => new Set(list));
  const dropped = [...old].filter((request) => !next.has(request)).map((request) => `- ${request}`);
  const added = [...next].filter((request) => !old.has(request)).map((request) => `+ ${request}`);
  return [...dropped, ...added];
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [before, after] = process.argv.slice(2);
  console.log((after === undefined ? requestsOf(before) : difference(before, after)).join("\n"));
}
