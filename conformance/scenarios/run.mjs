// Runs scenarios through a package of JavaScript: `convex.api` and `deployment.api` instead of the core's own calls.

import { readdirSync, readFileSync } from "node:fs";

const STATUS = {
  invalidInput: 400,
  limitExceeded: 400,
  unauthenticated: 401,
  permissionDenied: 403,
  notFound: 404,
  conflict: 409,
};

/** Time at which scenarios start, and a server with `--deterministic`. */
const START_MS = 1_700_000_000_000;

/** Reads all scenarios, by the name of their file and their own. */
export function readScenarios() {
  const folder = new URL("./", import.meta.url);
  const files = readdirSync(folder).filter((name) => name.endsWith(".json")).sort();
  return files.flatMap((file) => {
    const { scenarios } = JSON.parse(readFileSync(new URL(file, folder), "utf8"));
    return scenarios.map((scenario) => ({ ...scenario, name: `${file.slice(0, -".json".length)}: ${scenario.name}` }));
  });
}

/**
 * Checks if a scenario needs only one member and the clock of this machine, as a platform in this process has.
 */
export function isOfMember(scenario) {
  const own = scenario.steps.every((step) => !("admin" in step) && !("on" in step) && !("as" in step));
  const text = JSON.stringify(scenario);
  return own && !text.includes("${me}") && !text.includes("s16") && !text.includes(String(START_MS).slice(0, 4));
}

/**
 * Runs scenarios, but those that `conformance/skips.toml` lists for this language. `open(scenario)` starts a new platform
 * for each. Returns the numbers of scenarios that ran and were skipped, the failures, and a summary. A skip that names no
 * scenario is a failure.
 */
export async function runAll(language, scenarios, open) {
  const skips = readSkips(language);
  const names = new Set(readScenarios().map(({ name }) => name));
  const failures = [...skips.keys()].filter((name) => !names.has(name)).map((name) => `skipped, but not found: ${name}`);
  const skipped = [];
  let ran = 0;
  for (const scenario of scenarios) {
    if (skips.has(scenario.name)) {
      skipped.push(`  skipped ${scenario.name}: ${skips.get(scenario.name)}`);
      continue;
    }
    const way = await open(scenario);
    try {
      await run(scenario, way);
      ran += 1;
    } catch (error) {
      failures.push(`${scenario.name}: ${error.message}`);
    } finally {
      await way.stop();
    }
  }
  const summary = [`${ran} scenarios ran, ${skipped.length} skipped`, ...skipped].join("\n");
  return { ran, skipped: skipped.length, failures, summary };
}

/** Runs one scenario. */
async function run(scenario, way) {
  const kept = { ...scenario.given, me: way.token, team: way.teamId };
  for (const [index, step] of scenario.steps.entries()) {
    const place = `step ${index + 1} (\`${step.call ?? step.admin}\`)`;
    const outcome = await carryOut(step, kept, way);
    const complaint = judge(step, kept, outcome);
    if (complaint !== undefined) throw new Error(`${place}: ${complaint}`);
    for (const [name, pointer] of Object.entries(step.keeps ?? {})) {
      const found = at(outcome.answer, pointer);
      if (found === undefined) throw new Error(`${place}: \`${pointer}\` not found in ${shown(outcome.answer)}`);
      kept[name] = found;
    }
  }
}

async function carryOut(step, kept, way) {
  const request = fill(step.with ?? {}, kept);
  const caller = step.as ?? "me";
  try {
    if (step.admin !== undefined) return { answer: (await way.admin(step.admin, request)) ?? null };
    const token = caller === "nobody" ? undefined : kept[caller];
    const api = step.on === undefined ? await way.platform(token) : await way.deployment(kept[step.on], token);
    if (typeof api[step.call] !== "function") throw new Error(`unknown operation \`${step.call}\``);
    // Operations without fields have no request.
    const result = api[step.call].length === 1 ? api[step.call]() : api[step.call](request);
    return { answer: plain(await answerOf(result)) };
  } catch (error) {
    return { error };
  }
}

/** Returns the answer of an operation. That of a list is its first page, as Convex returns it. */
async function answerOf(result) {
  if (typeof result.pages !== "function") return result;
  const { value } = await result.pages().next();
  const { items, nextCursor } = value;
  return { items, pagination: { hasMore: nextCursor !== undefined, nextCursor } };
}

function judge(step, kept, { answer, error }) {
  if (step.fails === undefined) {
    if (error !== undefined) return error.stack;
    return step.answers === undefined ? undefined : mismatch(fill(step.answers, kept), answer);
  }
  if (error === undefined) return `succeeded: ${shown(answer)}`;
  const found = `${error.status ?? STATUS[error.kind]} ${error.code}`;
  return found === step.fails ? undefined : `${found}, not ${step.fails}: ${error.stack}`;
}

/** Converts times, secrets and bytes to their JSON form. */
function plain(value) {
  if (value instanceof Date) return value.getTime();
  if (value instanceof Uint8Array) return Buffer.from(value).toString("base64");
  if (typeof value?.expose === "function") return value.expose();
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object" || value === null) return value ?? null;
  return Object.fromEntries(Object.entries(value).map(([name, field]) => [name, plain(field)]));
}

/** Replaces `${name}` by the kept value, which keeps its type if the text is only that. */
function fill(template, kept) {
  if (Array.isArray(template)) return template.map((item) => fill(item, kept));
  if (typeof template === "object" && template !== null) {
    return Object.fromEntries(Object.entries(template).map(([name, field]) => [name, fill(field, kept)]));
  }
  if (typeof template !== "string") return template;
  const get = (name) => {
    if (!Object.hasOwn(kept, name)) throw new Error(`unknown kept value \`${name}\``);
    return kept[name];
  };
  const whole = /^\$\{([^}]*)\}$/.exec(template);
  if (whole !== null) return get(whole[1]);
  return template.replace(/\$\{([^}]*)\}/g, (_, name) => {
    const value = get(name);
    return typeof value === "string" ? value : shown(value);
  });
}

/** Returns the first difference. An object may have further fields, and a text that ends in `…` any end. */
function mismatch(expected, found, place = "answer") {
  if (Array.isArray(expected)) {
    if (!Array.isArray(found) || found.length !== expected.length) return different(expected, found, place);
    return first(expected.map((item, index) => () => mismatch(item, found[index], `${place}[${index}]`)));
  }
  if (typeof expected === "object" && expected !== null) {
    if (typeof found !== "object" || found === null) return different(expected, found, place);
    return first(Object.keys(expected).map((name) => () => mismatch(expected[name], found[name] ?? null, `${place}.${name}`)));
  }
  if (typeof expected === "string" && expected.endsWith("…") && typeof found === "string") {
    return found.startsWith(expected.slice(0, -1)) ? undefined : different(expected, found, place);
  }
  // Integers that a number does not hold exactly are a bigint.
  const is = typeof found === "bigint" && typeof expected === "number" ? BigInt(expected) : expected;
  return is === found ? undefined : different(expected, found, place);
}

function different(expected, found, place) {
  return `${place} is ${shown(found)} and should be ${shown(expected)}`;
}

function shown(value) {
  return JSON.stringify(value, (_, inner) => (typeof inner === "bigint" ? String(inner) : inner));
}

function first(checks) {
  for (const check of checks) {
    const found = check();
    if (found !== undefined) return found;
  }
  return undefined;
}

function at(value, pointer) {
  const names = pointer.split("/").slice(1).map((name) => name.replaceAll("~1", "/").replaceAll("~0", "~"));
  return names.reduce((inner, name) => inner?.[name], value) ?? undefined;
}

/** Reads the skips of a language: names of scenarios, with the reasons. */
function readSkips(language) {
  const text = readFileSync(new URL("../skips.toml", import.meta.url), "utf8");
  const tables = text.split(/^\[\[skip\]\]$/m).slice(1);
  const entries = tables.map((table) => Object.fromEntries([...table.matchAll(/^(\w+) = "(.*)"$/gm)].map((found) => found.slice(1))));
  return new Map(entries.filter((entry) => entry.language === language).map(({ scenario, reason }) => [scenario, reason]));
}
