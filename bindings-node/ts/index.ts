/**
 * Operates Convex projects, and checks that a change breaks no data, client or scheduled call.
 *
 * {@link connect} returns the root of handles. Functions have no side effects. Every error is a `ConvexOpsError`.
 *
 * @module
 */
import type { DataPart, DocumentsInput, Plan, SurfaceInput } from "./generated/types.js";
import { type AsyncSettings, runAsync } from "./run-async.js";
import { type CheckSettings, checkRequest } from "./shared/check-request.js";
import type { CheckDataOptions } from "./shared/functions.js";
import { Report } from "./shared/report.js";
import type { Surface } from "./shared/surface.js";

export { Artifact, bundle, type BundleOptions, openSurface } from "./artifact.js";
export { type ConnectOptions, connect, type DeployKeyOptions, type Env, fromDeployKey, fromEnv } from "./connect.js";
export * from "./generated/types.js";
export type { AsyncSettings } from "./run-async.js";
export * from "./shared/errors.js";
export * from "./shared/functions.js";
export * from "./shared/handles/index.js";
// Those with methods, in place of the generated ones.
export { Report } from "./shared/report.js";
export { type JsonText, jsonText, type Value } from "./shared/json.js";

/** Runs {@link check} on a worker thread, so that large inputs do not block the event loop. */
export async function checkAsync(
  baseline: Surface | SurfaceInput,
  candidate: Surface | SurfaceInput,
  settings: CheckSettings & AsyncSettings = {},
): Promise<Report> {
  const { signal, ...rest } = settings;
  return Report.of(await runAsync("check", () => checkRequest(baseline, candidate, rest), signal));
}

/** Runs {@link plan} on a worker thread. */
export async function planAsync(
  baseline: Surface | SurfaceInput,
  candidate: Surface | SurfaceInput,
  settings: CheckSettings & AsyncSettings = {},
): Promise<Plan> {
  const { signal, ...rest } = settings;
  return runAsync("plan", () => checkRequest(baseline, candidate, rest), signal);
}

/** Runs {@link checkData} on a worker thread. */
export async function checkDataAsync(
  schema: Surface | SurfaceInput,
  data: DocumentsInput,
  options: CheckDataOptions & AsyncSettings = {},
): Promise<DataPart> {
  const { signal, ...rest } = options;
  return runAsync("checkData", () => JSON.stringify({ schema, data, ...rest }), signal);
}
