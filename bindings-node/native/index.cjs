// The native addon: built in this folder, or in the package of this platform. Each name is exported by itself, so that ES
// modules see it.
const { platformPackage } = require("./platform.cjs");

/** Loads a module. Returns undefined if it is not installed. */
function load(name) {
  try {
    return require(name);
  } catch (error) {
    if (error.code === "MODULE_NOT_FOUND" && error.message.includes(name)) return undefined;
    throw error;
  }
}

/** Loads the addon. */
function loadAddon() {
  const built = load("./convex-ops.node");
  if (built !== undefined) return built;
  const name = platformPackage();
  const installed = load(name);
  if (installed !== undefined) return installed;
  throw new Error(
    `${name} not found: it contains the native addon of convex-ops for this platform. ` +
      `Install convex-ops without \`--omit=optional\`, or use convex-ops-wasm, which needs no addon.`,
  );
}

const addon = loadAddon();

exports.call = addon.call;
exports.callAsync = addon.callAsync;
exports.Cancel = addon.Cancel;
exports.Connection = addon.Connection;
exports.File = addon.File;
exports.RunningCall = addon.RunningCall;
