// Writes the page and the package that it uses into `dist/`, or another folder: `node build.mjs [FOLDER]`.
import { cp, mkdir, rm } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { join } from "node:path";

const here = fileURLToPath(new URL(".", import.meta.url));
const built = fileURLToPath(new URL("../../bindings-wasm/", import.meta.url));
const target = process.argv[2] ?? join(here, "dist");

await rm(target, { recursive: true, force: true });
await mkdir(target, { recursive: true });
for (const file of ["index.html", "style.css", "main.js", "validators.js"]) await cp(join(here, file), join(target, file));
for (const folder of ["esm", "pkg"]) await cp(join(built, folder), join(target, "convex-ops-wasm", folder), { recursive: true });
