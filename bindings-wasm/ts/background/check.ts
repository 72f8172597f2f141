import type { DataInput, DataPart, DocumentsInput, Plan, SurfaceInput } from "../generated/types.js";
import { readAnswer } from "../shared/answer.js";
import type { CheckSettings } from "../shared/check-request.js";
import type { CheckDataOptions } from "../shared/functions.js";
import { Report } from "../shared/report.js";
import { Surface } from "../shared/surface.js";
import type { FileLike } from "./file.js";
import type { SentApp, SentSettings } from "./job.js";
import { type BackgroundOptions, run } from "./run.js";

/** A version of an app: a {@link Surface}, parsed JSON, its text, or a file that contains it. */
export type AppInput = Surface | SurfaceInput | FileLike;

/** Optional inputs and options of {@link check} and {@link plan}. */
export interface BackgroundSettings extends Omit<CheckSettings, "data">, BackgroundOptions {
  /** The stored documents: also the zip of `npx convex export`, or one table as a file such as `users.jsonl`. */
  readonly data?: DataInput | FileLike | undefined;
}

/** Options of {@link checkData}. */
export interface BackgroundDataOptions extends CheckDataOptions, BackgroundOptions {}

/**
 * Compares two versions of an app and reports what would break, in a worker. A file of documents is read in pieces, and
 * never in memory as a whole. Values of stored documents and arguments may be private; the report includes them only with
 * `settings.values`.
 */
export async function check(baseline: AppInput, candidate: AppInput, settings: BackgroundSettings = {}): Promise<Report> {
  return Report.of(readAnswer<"check">(await runCheck("check", baseline, candidate, settings)));
}

/**
 * Finds the deploys that lead to a change without breaking data, clients or scheduled calls, in a worker: at most three, and
 * the last one is the candidate. The settings are those of {@link check}.
 */
export async function plan(baseline: AppInput, candidate: AppInput, settings: BackgroundSettings = {}): Promise<Plan> {
  return readAnswer<"plan">(await runCheck("plan", baseline, candidate, settings));
}

/**
 * Checks stored documents against a schema, in a worker. Pass the result to {@link check} and {@link plan} as
 * `data: { parts: [result] }`, so that a file is read once for both.
 */
export async function checkData(
  schema: AppInput,
  data: DocumentsInput | FileLike,
  options: BackgroundDataOptions = {},
): Promise<DataPart> {
  const { signal, onProgress, ...rest } = options;
  const job = { operation: "checkData", schema: sent(schema), data, options: rest } as const;
  return readAnswer<"checkData">(await run(job, { signal, onProgress }));
}

function runCheck(operation: "check" | "plan", baseline: AppInput, candidate: AppInput, settings: BackgroundSettings): Promise<string> {
  const { signal, onProgress, ...rest } = settings;
  const job = { operation, baseline: sent(baseline), candidate: sent(candidate), settings: rest as SentSettings };
  return run(job, { signal, onProgress });
}

/** Returns a version as plain data, since workers receive no instances of classes. */
function sent(app: AppInput): SentApp {
  return app instanceof Surface ? (app.json as SurfaceInput) : (app as SentApp);
}
