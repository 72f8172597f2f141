// Runs in Node, without a network and with few files: loads modules one after the other, and writes what they say of
// themselves, a line each. A line before each tells which one it was if it ends the process.
import { openSync, readFileSync, writeSync } from "node:fs";
import { pathToFileURL } from "node:url";

const { stringify } = JSON;
const write = writeSync;
const { folder, modules, variables, names, placeholders } = JSON.parse(readFileSync("job.json", "utf8"));
const output = openSync("answers.jsonl", "a");
const say = (line) => write(output, `${stringify(line)}\n`);

// The script takes the positions of functions, which only QuickJS has.
const positions = ["fileName", "lineNumber", "columnNumber"];
for (const name of positions) Object.defineProperty(Function.prototype, name, { get() {}, configurable: true });
const describe = (0, eval)(readFileSync("describe.js", "utf8"));
for (const name of positions) delete Function.prototype[name];

const base = `${pathToFileURL(folder).href}/`;
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
