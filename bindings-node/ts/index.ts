/**
 * Operate Convex projects, and prove that a change breaks nobody before it goes live.
 *
 * Every function is pure: it looks at what it is given. Every error is a `ConvexOpsError`.
 *
 * @module
 */
import { callAsync } from "./crossing.js";
import type { Report, SurfaceInput } from "./generated/types.js";
import { readAnswer } from "./shared/answer.js";
import { type CheckSettings, checkRequest } from "./shared/check-request.js";
import { writeRequest } from "./shared/request.js";

export * from "./generated/types.js";
export * from "./shared/errors.js";
export * from "./shared/functions.js";
export { type JsonText, jsonText, type Value } from "./shared/json.js";

/** The same as {@link check} on a worker thread, for large inputs: the event loop goes on meanwhile. */
export async function checkAsync(
  baseline: SurfaceInput,
  candidate: SurfaceInput,
  settings: CheckSettings = {},
): Promise<Report> {
  const request = writeRequest(() => checkRequest(baseline, candidate, settings));
  return readAnswer<"check">(await callAsync("check", request));
}
