// Runs in Node, without a network and with few files: loads modules one after the other, and writes what they say of
// themselves, a line each. A line before each tells which one it was if it ends the process.
import { openSync, readFileSync, writeSync } from "node:fs";
import { Session } from "node:inspector";
import { pathToFileURL } from "node:url";

const { stringify } = JSON;
const write = writeSync;
const { folder, modules, variables, names, placeholders } = JSON.parse(readFileSync("job.json", "utf8"));
const output = openSync("answers.jsonl", "a");
const say = (line) => write(output, `${stringify(line)}\n`);

const base = `${pathToFileURL(folder).href}/`;

// Node's inspector, in this process, has the positions of functions.
const inspector = new Session();
inspector.connect();
const scripts = new Map();
inspector.on("Debugger.scriptParsed", ({ params: { scriptId, url } }) => {
  if (url.startsWith(base)) scripts.set(scriptId, decodeURIComponent(url.slice(base.length)));
});
inspector.post("Debugger.enable");
// Otherwise a `debugger` statement would wait for a debugger.
inspector.post("Debugger.setSkipAllPauses", { skip: true });

const { defineProperty, deleteProperty } = Reflect;
const HELD = "__convexOpsFunction";
/** Returns the position of a function in a module, from 1; `undefined` if it is in a package. */
const locate = (callable) => {
  let location;
  try {
    defineProperty(globalThis, HELD, { value: callable, configurable: true });
    inspector.post("Runtime.evaluate", { expression: HELD, objectGroup: HELD }, (error, answer) => {
      const request = { objectId: answer?.result.objectId, ownProperties: true };
      inspector.post("Runtime.getProperties", request, (_, found) => {
        location = found?.internalProperties?.find(({ name }) => name === "[[FunctionLocation]]")?.value.value;
      });
    });
    inspector.post("Runtime.releaseObjectGroup", { objectGroup: HELD });
  } catch {
    // A module may have replaced what the inspector needs.
  }
  deleteProperty(globalThis, HELD);
  const path = scripts.get(location?.scriptId);
  return path === undefined ? undefined : { fileName: path, lineNumber: location.lineNumber + 1, columnNumber: location.columnNumber + 1 };
};

// The script takes the positions from getters, which only QuickJS has. It reads all of one function in a row.
const positions = ["fileName", "lineNumber", "columnNumber"];
let last;
for (const name of positions) {
  const get = function () {
    if (last?.callable !== this) last = { callable: this, place: locate(this) };
    return last.place?.[name];
  };
  Object.defineProperty(Function.prototype, name, { get, configurable: true });
}
const describe = (0, eval)(readFileSync("describe.js", "utf8"));
for (const name of positions) delete Function.prototype[name];

/** Keeps the frames of the bundle, with its paths. */
const framesOf = (stack) =>
  typeof stack === "string" ? stack.split("\n").filter((line) => line.includes(base)).map((line) => line.replace(base, "")).join("\n") : null;

let reads = [];
const isNamed = new Set(names);
const known = Object.assign(Object.create(null), variables);
process.env = new Proxy(known, {
  get(_, name) {
    if (typeof name !== "string" || name in known) return known[name];
    const isSet = isNamed.has(name);
    if (reads.length < 1024) reads.push({ name, isSet, stack: framesOf(new Error().stack) });
    return isSet || placeholders ? "placeholder" : undefined;
  },
});

// Work that a module leaves behind is not a part of loading it.
process.on("unhandledRejection", () => {}).on("uncaughtException", () => {});
const exit = process.exit.bind(process);

const failure = (error) => {
  if (error === null || (typeof error !== "object" && typeof error !== "function")) return { error: `threw ${String(error)}` };
  const { name, message, stack } = error;
  const text = String(message ?? "");
  return { error: name && name !== "Error" ? `${name}: ${text}` : text, stack: framesOf(stack) };
};

for (const path of modules) {
  say({ path, isLost: true });
  reads = [];
  let answer;
  try {
    const namespace = await import(base + path.split("/").map(encodeURIComponent).join("/"));
    answer = { description: describe("module", namespace, path) };
  } catch (error) {
    answer = failure(error);
  }
  say({ path, ...answer, reads });
}
exit(0);
