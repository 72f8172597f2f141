// Builds the addon with cargo and copies it for `native/index.cjs`: `node scripts/build-addon.mjs [options]`. Options are
// passed to cargo; by default, only the addon's package is built.
import { execFileSync } from "node:child_process";
import { copyFileSync } from "node:fs";

const options = process.argv.slice(2);
const selects = options.some((option) => ["--package", "--workspace"].includes(option));
const selection = selects ? options : ["--package", "convex-ops-node", ...options];
const messages = execFileSync("cargo", ["build", "--message-format", "json-render-diagnostics", ...selection], {
  stdio: ["ignore", "pipe", "inherit"],
  maxBuffer: 1 << 28,
});

// cargo prints the path of the library, which differs between systems.
const artifacts = String(messages)
  .split("\n")
  .filter((line) => line.startsWith("{"))
  .map((line) => JSON.parse(line))
  .filter((message) => message.reason === "compiler-artifact" && message.target.name === "convex_ops_node");
const library = artifacts.at(-1)?.filenames.find((name) => /\.(so|dylib|dll)$/.test(name));
if (library === undefined) throw new Error("cargo built no addon");
copyFileSync(library, new URL("../native/convex-ops.node", import.meta.url));
