import { call } from "../crossing.js";
import type { DataInput, DocumentsInput, SurfaceInput } from "../generated/types.js";
import { type CheckSettings, checkRequest } from "../shared/check-request.js";
import type { CheckDataOptions } from "../shared/functions.js";
import { writeRequest } from "../shared/request.js";
import { checkFile, type Work } from "./check-file.js";
import { type FileLike, isFile } from "./file.js";

/** A version of an app, as it is sent to a worker. */
export type SentApp = SurfaceInput | FileLike;

/** Optional inputs and options of a check, whose documents may be a file. */
export type SentSettings = Omit<CheckSettings, "data"> & { readonly data?: DataInput | FileLike };

/** Work in the background, as it is sent to a worker. */
export type Job =
  | { readonly operation: "check" | "plan"; readonly baseline: SentApp; readonly candidate: SentApp; readonly settings: SentSettings }
  | {
      readonly operation: "checkData";
      readonly schema: SentApp;
      readonly data: DocumentsInput | FileLike;
      readonly options: CheckDataOptions;
    };

/** Does the work, and returns the answer of the operation in JSON. */
export async function runJob(job: Job, work: Work): Promise<string> {
  if (job.operation === "checkData") return runCheckData(job, work);
  const [baseline, candidate] = [await textOf(job.baseline), await textOf(job.candidate)];
  const { data, ...settings } = job.settings;
  if (!isFile(data)) {
    const all: CheckSettings = data === undefined ? settings : { ...settings, data };
    return call(job.operation, writeRequest(() => checkRequest(baseline, candidate, all)));
  }
  const part = await checkFile(writeRequest(() => JSON.stringify(candidate)), data, settings.reading ?? {}, work);
  return call(job.operation, writeRequest(() => checkRequest(baseline, candidate, { ...settings, data: { parts: [part] } })));
}

async function runCheckData({ schema, data, options }: Extract<Job, { operation: "checkData" }>, work: Work): Promise<string> {
  const read = await textOf(schema);
  if (!isFile(data)) return call("checkData", writeRequest(() => JSON.stringify({ schema: read, data, ...options })));
  const part = await checkFile(writeRequest(() => JSON.stringify(read)), data, options.reading ?? {}, work);
  return JSON.stringify({ ok: part });
}

async function textOf(app: SentApp): Promise<SurfaceInput> {
  return isFile(app) ? app.text() : app;
}
