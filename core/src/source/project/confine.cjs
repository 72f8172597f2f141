// Loaded into Convex's command before it starts. It ends the command with the process that started it, keeps variables of
// `.env.local` from changing how programs run, and refuses files outside of the given folders.
"use strict";
const { readFileSync, realpathSync, writeFileSync } = require("node:fs");
const { createRequire } = require("node:module");
const { isAbsolute, join, sep } = require("node:path");

const { folders, report, command } = JSON.parse(readFileSync(join(__dirname, "confine.json"), "utf8"));

// The other end is closed when that process ends, however it ends.
process.stdin.on("error", () => process.exit(1)).on("close", () => process.exit(1)).resume();
process.stdin.unref?.();

// Variables that choose programs, libraries or servers.
const KEPT = /^(NODE_|ESBUILD_|LD_|DYLD_|PATH$|.*_PROXY$)/i;
process.env = new Proxy({ ...process.env }, {
  set(target, name, value) {
    if (typeof name !== "string" || !KEPT.test(name)) target[name] = String(value);
    return true;
  },
});

const real = (path) => {
  try {
    return realpathSync.native(path);
  } catch {
    return undefined;
  }
};
const allowed = folders.map(real).filter((folder) => folder !== undefined);
const isAllowed = (file) => allowed.some((folder) => file === folder || file.startsWith(folder.endsWith(sep) ? folder : folder + sep));

const bundled = new Set();
const plugin = {
  name: "convex-ops-confine",
  setup(build) {
    build.onLoad({ filter: /.*/ }, ({ path, namespace }) => {
      const file = isAbsolute(path) ? real(path) : undefined;
      // Virtual modules of other plugins have no file. esbuild itself also reads files in zips.
      if (file === undefined && namespace !== "file") return undefined;
      if (file !== undefined) bundled.add(file);
      if (file !== undefined && isAllowed(file)) return undefined;
      return { errors: [{ text: `the import leads out of the project and its packages: ${path}` }] };
    });
  },
};

const load = createRequire(realpathSync(command));
const place = load.resolve("esbuild");
const esbuild = load("esbuild");
const confined = (run) => (options) => run({ ...options, plugins: [plugin, ...(options.plugins ?? [])] });
const refuse = () => {
  throw new Error("not available while modules are bundled offline");
};
let builds = 0;
load.cache[place].exports = {
  ...esbuild,
  build: (options) => {
    builds += 1;
    return confined(esbuild.build)(options);
  },
  context: refuse,
  buildSync: refuse,
};

process.on("exit", () => {
  if (builds > 0) writeFileSync(report, JSON.stringify([...bundled]));
});
