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

/** Time at which scenarios start. */
const START_MS = 1_700_000_000_000;

const NOW_MS = Date.now();

/** Time that all scenarios may take. */
const TOLERANCE_MS = 600_000;

/** Reads all scenarios, with the times that they would have if they started now: a server's clock goes on. */
export function readScenarios() {
  const folder = new URL("./", import.meta.url);
  const files = readdirSync(folder).filter((name) => name.endsWith(".json")).sort();
  return files.flatMap((file) => {
    const { scenarios } = JSON.parse(readFileSync(new URL(file, folder), "utf8"), shiftTime);
    return scenarios.map((scenario) => ({ file, ...scenario }));
  });
}

function shiftTime(_, value) {
  return isTime(value) ? value - START_MS + NOW_MS : value;
}

/** Checks if a value is a time in milliseconds: one of this century. */
function isTime(value) {
  return typeof value === "number" && value > 1e12 && value < 4e12;
}

/**
 * Runs all scenarios but those that `conformance/skips.toml` lists for this language and engine. `open(scenario)` starts a
 * new platform for each. Returns a summary, and the failures. A skip that covers nothing
 * is a failure too.
 */
export async function runAll(language, engine, open) {
  const skips = readSkips().filter((skip) => skip.language === language && (skip.engine ?? engine) === engine);
  const used = new Set();
  const failures = [];
  const counts = { ran: 0, steps: 0, skipped: 0 };
  for (const scenario of readScenarios()) {
    const skip = skips.find((one) => one.scenario === scenario.name || (one.step !== undefined && hasStep(scenario, one.step)));
    if (skip !== undefined) {
      used.add(skip);
      counts.skipped += 1;
      continue;
    }
    const way = await open(scenario);
    try {
      counts.steps += await run(scenario, way);
      counts.ran += 1;
    } catch (error) {
      failures.push(`${scenario.file}: ${scenario.name}: ${error.message}`);
    } finally {
      await way.stop();
    }
  }
  for (const skip of skips) if (!used.has(skip)) failures.push(`unused skip: ${JSON.stringify(skip)}`);
  const reasons = [...used].map((skip) => `${skip.scenario ?? `steps \`${skip.step}\``}: ${skip.reason}`);
  const text = `${language}, ${engine}: ${counts.ran} scenarios with ${counts.steps} steps ran, ${counts.skipped} skipped`;
  return { ...counts, failures, summary: [text, ...reasons.map((reason) => `  skipped ${reason}`)].join("\n") };
}

/** Runs one scenario and returns the number of its steps. */
async function run(scenario, way) {
  const kept = { ...scenario.given, me: way.token, team: way.teamId };
  for (const [index, step] of scenario.steps.entries()) {
    const place = `step ${index + 1} (\`${step.call ?? step.admin}\`)`;
    const outcome = await carryOut(step, kept, way);
    const complaint = judge(step, kept, outcome);
    if (complaint !== undefined) throw new Error(`${place}: ${complaint}`);
    for (const [name, pointer] of Object.entries(step.keeps ?? {})) {
      const found = at(outcome.answer, pointer);
      if (found === undefined) throw new Error(`${place}: \`${pointer}\` not found in ${JSON.stringify(outcome.answer)}`);
      kept[name] = found;
    }
  }
  return scenario.steps.length;
}

async function carryOut(step, kept, way) {
  const request = fill(step.with ?? {}, kept);
  if (step.admin !== undefined) return { answer: (await way.admin(step.admin, request)) ?? null };
  const caller = step.as ?? "me";
  try {
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
  if (error === undefined) return `succeeded: ${JSON.stringify(answer)}`;
  const found = `${error.status ?? STATUS[error.kind]} ${error.code}`;
  return found === step.fails ? undefined : `${found}, not ${step.fails}: ${error.stack}`;
}

/** Converts times, secrets and bytes to what they are in JSON. */
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
    return typeof value === "string" ? value : JSON.stringify(value);
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
  const same = isTime(expected) && isTime(found) ? Math.abs(expected - found) < TOLERANCE_MS : expected === found;
  return same ? undefined : different(expected, found, place);
}

function different(expected, found, place) {
  return `${place} is ${JSON.stringify(found)} and should be ${JSON.stringify(expected)}`;
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

function hasStep(scenario, kind) {
  if (kind === "admin") return scenario.steps.some((step) => step.admin !== undefined);
  throw new Error(`unknown kind of step \`${kind}\``);
}

/** Reads the skips of scenarios: tables with a language, perhaps an engine, a scenario or a kind of step, and a reason. */
function readSkips() {
  const text = readFileSync(new URL("../skips.toml", import.meta.url), "utf8");
  const tables = text.split(/^\[\[skip\]\]$/m).slice(1);
  const entries = tables.map((table) => Object.fromEntries([...table.matchAll(/^(\w+) = "(.*)"$/gm)].map(([, name, value]) => [name, value])));
  return entries.filter((entry) => entry.language !== undefined);
}
