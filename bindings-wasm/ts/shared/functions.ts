// Copied from `bindings-node/ts/shared` by `cargo xtask gen`: do not edit.
import { call } from "../crossing.js";
import type {
  CheckDataRequest,
  DataPart,
  DocumentsInput,
  Operations,
  ParseKeyAnswer,
  Report,
  SubsetAnswer,
  SubsetRequest,
  SurfaceInput,
  ValidateAnswer,
  ValidateRequest,
  ValidatorJson,
} from "../generated/types.js";
import { readAnswer } from "./answer.js";
import { type CheckSettings, checkRequest } from "./check-request.js";
import { type Value, writeValue } from "./json.js";
import { writeRequest } from "./request.js";

export type { CheckSettings };

/** What {@link checkData} may be told. */
export type CheckDataOptions = Omit<CheckDataRequest, "schema" | "data">;

/** What {@link subset} may be told. */
export type SubsetOptions = Omit<SubsetRequest, "a" | "b">;

/** What {@link validate} may be told. */
export type ValidateOptions = Omit<ValidateRequest, "validator" | "value">;

/**
 * Checks what a candidate breaks that the baseline allows. A surface is parsed JSON or its text; values of stored
 * documents and arguments are private, and only in the report where `settings.values` says so.
 */
export function check(baseline: SurfaceInput, candidate: SurfaceInput, settings: CheckSettings = {}): Report {
  return run("check", () => checkRequest(baseline, candidate, settings));
}

/**
 * Checks a part of the stored documents against a schema: an export, or some lines of one table. The parts of all
 * documents, as `data: { parts }` of {@link check}, give the report that one pass gives.
 */
export function checkData(schema: SurfaceInput, data: DocumentsInput, options: CheckDataOptions = {}): DataPart {
  return run("checkData", () => JSON.stringify({ schema, data, ...options }));
}

/** Makes one part of several. The order is of no matter, nor is what was merged before. */
export function mergeData(parts: Iterable<DataPart>): DataPart {
  return run("mergeData", () => JSON.stringify({ parts: [...parts] }));
}

/**
 * Decides whether every value of `a` is a value of `b`; if not, the answer has one that isn't. An open reader ignores
 * fields that it does not know, as clients do with results.
 */
export function subset(a: ValidatorJson, b: ValidatorJson, options: SubsetOptions = {}): SubsetAnswer {
  return run("subset", () => JSON.stringify({ a, b, ...options }));
}

/**
 * Says whether a value is one of a validator's, and every place where it is not. Without the numbers of the tables no text
 * is an id.
 */
export function validate(validator: ValidatorJson, value: Value, options: ValidateOptions = {}): ValidateAnswer {
  return run("validate", () => {
    const rest = JSON.stringify({ validator, ...options });
    return `{"value":${writeValue(value, options.encoding ?? "export")},${rest.slice(1)}`;
  });
}

/** Says what a deploy key names. Neither the answer nor an error holds the secret. */
export function parseKey(key: string): ParseKeyAnswer {
  return run("parseKey", () => JSON.stringify({ key }));
}

function run<Name extends keyof Operations>(operation: Name, write: () => string): Operations[Name]["answer"] {
  return readAnswer<Name>(call(operation, writeRequest(write)));
}
