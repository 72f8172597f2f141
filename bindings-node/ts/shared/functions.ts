import { call } from "../crossing.js";
import type {
  CheckDataRequest,
  DataPart,
  DocumentsInput,
  Operations,
  ParseKeyAnswer,
  Plan,
  Report as ReportData,
  SubsetAnswer,
  SubsetRequest,
  SurfaceInput,
  ValidateAnswer,
  ValidateRequest,
  ValidatorJson,
  Verification,
} from "../generated/types.js";
import { readAnswer } from "./answer.js";
import { type CheckSettings, checkRequest } from "./check-request.js";
import { type Value, writeValue } from "./json.js";
import { Report } from "./report.js";
import { writeRequest } from "./request.js";
import type { Surface } from "./surface.js";

export type { CheckSettings };

/** Options of {@link checkData}. */
export type CheckDataOptions = Omit<CheckDataRequest, "schema" | "data">;

/** Options of {@link subset}. */
export type SubsetOptions = Omit<SubsetRequest, "a" | "b">;

/** Options of {@link validate}. */
export type ValidateOptions = Omit<ValidateRequest, "validator" | "value">;

/**
 * Compares two versions of an app and reports what would break. A surface is a {@link Surface}, parsed JSON or its text. Values of stored
 * documents and arguments may be private; the report includes them only with `settings.values`.
 */
export function check(baseline: Surface | SurfaceInput, candidate: Surface | SurfaceInput, settings: CheckSettings = {}): Report {
  return Report.of(run("check", () => checkRequest(baseline, candidate, settings)));
}

/**
 * Finds the deploys that lead to a change without breaking data, clients or scheduled calls: at most three, and the last
 * one is the candidate. The settings are those of {@link check}.
 */
export function plan(baseline: Surface | SurfaceInput, candidate: Surface | SurfaceInput, settings: CheckSettings = {}): Plan {
  return run("plan", () => checkRequest(baseline, candidate, settings));
}

/**
 * Checks a part of the stored documents against a schema: an export, or some lines of one table. Pass the parts of all
 * documents to {@link check} as `data: { parts }` to get the same report as from a single pass.
 */
export function checkData(schema: Surface | SurfaceInput, data: DocumentsInput, options: CheckDataOptions = {}): DataPart {
  return run("checkData", () => JSON.stringify({ schema, data, ...options }));
}

/** Merges several results of {@link checkData} into one. The order and previous merges make no difference. */
export function mergeData(parts: Iterable<DataPart>): DataPart {
  return run("mergeData", () => JSON.stringify({ parts: [...parts] }));
}

/**
 * Decides if `b` accepts every value of `a`. If not, the answer has a value that `b` refuses. An open reader ignores
 * unknown fields, as clients do with results.
 */
export function subset(a: ValidatorJson, b: ValidatorJson, options: SubsetOptions = {}): SubsetAnswer {
  return run("subset", () => JSON.stringify({ a, b, ...options }));
}

/**
 * Checks a value against a validator and returns every mismatch. Without `tables`, no string is an id.
 */
export function validate(validator: ValidatorJson, value: Value, options: ValidateOptions = {}): ValidateAnswer {
  return run("validate", () => {
    const rest = JSON.stringify({ validator, ...options });
    return `{"value":${writeValue(value, options.encoding ?? "export")},${rest.slice(1)}`;
  });
}

/** Rechecks every witness of a report with the plain validator alone: one version accepts it, the other refuses it. */
export function verify(report: ReportData, baseline: Surface | SurfaceInput, candidate: Surface | SurfaceInput): Verification {
  return run("verify", () => JSON.stringify({ report, baseline, candidate }));
}

/** Parses a deploy key. The secret is never part of answers or errors. */
export function parseKey(key: string): ParseKeyAnswer {
  return run("parseKey", () => JSON.stringify({ key }));
}

function run<Name extends keyof Operations>(operation: Name, write: () => string): Operations[Name]["answer"] {
  return readAnswer<Name>(call(operation, writeRequest(write)));
}
