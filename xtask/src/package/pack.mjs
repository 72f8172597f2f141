// Packs an npm package: `node pack.mjs PACKAGE OUT [--addon]`. With `--addon`, the native addon goes into a package of its
// platform, which the first package names as optional: the layout of napi-rs.

import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";

const [source, out, ...options] = process.argv.slice(2);
const { devDependencies: _tools, scripts: _scripts, ...manifest } = JSON.parse(readFileSync(join(source, "package.json"), "utf8"));
const work = mkdtempSync(join(tmpdir(), "convex-ops-pack-"));
const REPOSITORY = { type: "git", url: "git+https://github.com/convex-ops/convex-ops.git", directory: basename(source) };
const LICENCES = ["LICENSE-APACHE", "LICENSE-MIT"];

/** Packs a folder with `fill`'s files under a manifest. */
function pack(packed, fill) {
  const folder = join(work, packed.name);
  mkdirSync(folder);
  for (const file of LICENCES) cpSync(file, join(folder, file));
  fill(folder);
  const files = [...packed.files, ...LICENCES];
  writeFileSync(join(folder, "package.json"), `${JSON.stringify({ ...packed, files, repository: REPOSITORY }, null, 2)}\n`);
  execFileSync("npm", ["pack", "--silent", "--pack-destination", resolve(out)], { cwd: folder, stdio: "inherit" });
}

const ADDON = "convex-ops.node";
const isAddon = (path) => basename(path) === ADDON;

/** Packs the addon for this platform. Returns the name of its package. */
function packAddon() {
  const { platformPackage } = createRequire(import.meta.url)(resolve(source, "native/platform.cjs"));
  const name = platformPackage();
  const libc = name.endsWith("-gnu") ? ["glibc"] : name.endsWith("-musl") ? ["musl"] : undefined;
  const { version, description, license, engines } = manifest;
  const packed = { name, version, description: `${description}: the addon for ${process.platform} ${process.arch}`, license, engines };
  pack({ ...packed, main: ADDON, files: [ADDON], os: [process.platform], cpu: [process.arch], libc }, (folder) =>
    cpSync(join(source, "native", ADDON), join(folder, ADDON)),
  );
  return name;
}

try {
  const optionalDependencies = options.includes("--addon") ? { [packAddon()]: manifest.version } : undefined;
  pack({ ...manifest, optionalDependencies }, (folder) => {
    for (const name of [...manifest.files, "README.md"]) {
      if (!existsSync(join(source, name))) continue;
      cpSync(join(source, name), join(folder, name), { recursive: true, filter: (path) => !isAddon(path) && basename(path) !== ".gitignore" });
    }
  });
} finally {
  rmSync(work, { recursive: true });
}
