// Copied from `bindings-node/ts/shared` by `cargo xtask gen`: do not edit.
import type { Progress } from "../generated/operation-types.js";
import type { LongCallOptions } from "./call-options.js";
import { errorFromInfo } from "./errors.js";

/** A native call that runs in the background. */
export interface NativeCall {
  /** Cancels the call, whose result then never arrives. */
  cancel(): void;
}

/**
 * Waits for the result of a native call, until the signal is aborted, the time is over, or `onProgress` throws. All of
 * them cancel the call.
 */
export function pending<T>(
  start: (done: (result: T) => void, reports: boolean) => NativeCall,
  { signal, timeoutMs, onProgress }: LongCallOptions,
): Promise<T> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted === true) {
      reject(signal.reason);
      return;
    }
    let timer: ReturnType<typeof setTimeout> | undefined;
    const settle = (): void => {
      if (timer !== undefined) clearTimeout(timer);
      signal?.removeEventListener("abort", abort);
    };
    let ended = false;
    const report = (text: string): void => {
      try {
        onProgress?.((JSON.parse(text) as { progress: Progress }).progress);
      } catch (error) {
        cancel(error);
      }
    };
    const running = start((result) => {
      if (ended) return;
      if (typeof result === "string" && result.startsWith('{"progress":')) {
        report(result);
        return;
      }
      ended = true;
      settle();
      resolve(result);
    }, onProgress !== undefined);
    const cancel = (reason: unknown): void => {
      ended = true;
      settle();
      running.cancel();
      reject(reason);
    };
    function abort(): void {
      cancel(signal?.reason);
    }
    signal?.addEventListener("abort", abort);
    if (timeoutMs !== undefined) timer = setTimeout(() => cancel(timedOut(timeoutMs)), timeoutMs);
  });
}

function timedOut(timeoutMs: number): Error {
  return errorFromInfo({ kind: "timeout", message: `no answer within ${timeoutMs / 1000} s`, retryable: true });
}
