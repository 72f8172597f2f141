// Copied from `bindings-node/ts/shared` by `cargo xtask gen`: do not edit.
import type { CheckOptions, CheckRequest, SurfaceInput } from "../generated/types.js";
import type { Surface } from "./surface.js";

/** Optional inputs and options of a check. */
export type CheckSettings = Omit<CheckRequest, "baseline" | "candidate" | "options"> & CheckOptions;

/** Writes the request of a check. */
export function checkRequest(baseline: Surface | SurfaceInput, candidate: Surface | SurfaceInput, settings: CheckSettings): string {
  const { data, scheduled, usage, earlier, environmentVariables, environmentValues, ...options } = settings;
  const evidence = { data, scheduled, usage, earlier, environmentVariables, environmentValues };
  return JSON.stringify({ baseline, candidate, ...evidence, options });
}
