import type { CallOptions } from "./call-options.js";
import { errorFromInfo } from "./errors.js";

/** A native call that runs in the background. */
export interface NativeCall {
  /** Cancels the call, whose result then never arrives. */
  cancel(): void;
}

/** Waits for the result of a native call, until the signal is aborted or the time is over. Both cancel the call. */
export function pending<T>(
  start: (done: (result: T) => void) => NativeCall,
  { signal, timeoutMs }: CallOptions,
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
    const running = start((result) => {
      settle();
      resolve(result);
    });
    const cancel = (reason: unknown): void => {
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
