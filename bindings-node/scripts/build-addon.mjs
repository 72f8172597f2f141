// Builds the addon with cargo and puts it where `native/index.cjs` loads it: `node scripts/build-addon.mjs [options]`. The
// options are cargo's; without a selection of packages, the addon's own is built.
import { execFileSync } from "node:child_process";
import { copyFileSync } from "node:fs";

const options = process.argv.slice(2);
const selects = options.some((option) => ["--package", "--workspace"].includes(option));
const selection = selects ? options : ["--package", "convex-ops-node", ...options];
const messages = execFileSync("cargo", ["build", "--message-format", "json-render-diagnostics", ...selection], {
  stdio: ["ignore", "pipe", "inherit"],
  maxBuffer: 1 << 28,
});

// cargo says where the library is: its name and folder differ between systems.
const artifacts = String(messages)
  .split("\n")
  .filter((line) => line.startsWith("{"))
  .map((line) => JSON.parse(line))
  .filter((message) => message.reason === "compiler-artifact" && message.target.name === "convex_ops_node");
const library = artifacts.at(-1)?.filenames.find((name) => /\.(so|dylib|dll)$/.test(name));
if (library === undefined) throw new Error("cargo built no addon");
copyFileSync(library, new URL("../native/convex-ops.node", import.meta.url));
