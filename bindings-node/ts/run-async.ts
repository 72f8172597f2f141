import { callAsync, Cancel } from "./crossing.js";
import type { Operations } from "./generated/types.js";
import { readAnswer } from "./shared/answer.js";
import type { AbortSignalLike } from "./shared/call-options.js";
import { writeRequest } from "./shared/request.js";

/** Settings of a call on a worker thread. */
export interface AsyncSettings {
  /** Cancels the call, which then fails with a `CancelledError` within a tenth of a second. */
  signal?: AbortSignalLike | undefined;
}

/** Calls an operation on a worker thread, until the signal is aborted. */
export async function runAsync<Name extends keyof Operations>(
  operation: Name,
  write: () => string,
  signal: AbortSignalLike | undefined,
): Promise<Operations[Name]["answer"]> {
  const request = writeRequest(write);
  const cancel = new Cancel();
  const abort = (): void => cancel.cancel();
  if (signal?.aborted === true) abort();
  signal?.addEventListener("abort", abort);
  try {
    return readAnswer<Name>(await callAsync(operation, request, cancel));
  } finally {
    signal?.removeEventListener("abort", abort);
  }
}
