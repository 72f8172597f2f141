import type { ErrorInfo, Operations } from "../generated/types.js";
import { errorFromInfo } from "./errors.js";

/** Parses the answer of an operation; throws if it is an error. */
export function readAnswer<Name extends keyof Operations>(text: string): Operations[Name]["answer"] {
  const answer = JSON.parse(text) as { ok: Operations[Name]["answer"] } | { error: ErrorInfo };
  if ("error" in answer) throw errorFromInfo(answer.error);
  return answer.ok;
}
