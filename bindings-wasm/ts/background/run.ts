import type { Progress } from "../generated/operation-types.js";
import type { ErrorInfo } from "../generated/types.js";
import type { LongCallOptions } from "../shared/call-options.js";
import { errorFromInfo, InvalidInputError, UnsupportedError } from "../shared/errors.js";
import { type Job, runJob } from "./job.js";

/** A message to a worker: its only one. */
export interface Order {
  readonly job: Job;
  /** The module that the page loaded, unless it is the package's own. */
  readonly module: WebAssembly.Module | undefined;
}

/** A message of a worker. */
export type Message =
  | { readonly progress: readonly [done: number, total: number] }
  | { readonly answer: string }
  | { readonly failure: ErrorInfo }
  | { readonly crash: string };

let open: (() => Worker) | undefined;
let module: WebAssembly.Module | undefined;

/** Sets the function that opens workers. Without it, work runs in pieces in the thread of the caller. */
export function useWorkers(opener: () => Worker): void {
  open = opener;
}

/** Sets the module that workers use instead of the package's own. */
export function useModuleInWorkers(loaded: WebAssembly.Module): void {
  module = loaded;
}

/** Progress of a check of documents, in bytes. */
export interface CheckProgress extends Progress {
  /** Number of all bytes: those of an export are unpacked. */
  total: number;
}

/** Options of work in the background. */
export interface BackgroundOptions extends Pick<LongCallOptions, "signal"> {
  /** Receives the progress. An exception in it cancels the work, which rejects with it. */
  readonly onProgress?: ((progress: CheckProgress) => void) | undefined;
}

/** Does work in a worker, or in the thread of the caller where there are none. Returns the answer of the operation in JSON. */
export async function run(job: Job, options: BackgroundOptions): Promise<string> {
  if (options.signal?.aborted === true) throw options.signal.reason;
  return open === undefined || typeof Worker === "undefined" ? runHere(job, options) : runInWorker(open, job, options);
}

async function runHere(job: Job, { signal, onProgress }: BackgroundOptions): Promise<string> {
  return runJob(job, {
    report: (done, total) => onProgress?.(progressOf(done, total)),
    pause: async () => {
      await new Promise((resolve) => setTimeout(resolve));
      if (signal?.aborted === true) throw signal.reason;
    },
  });
}

function runInWorker(opener: () => Worker, job: Job, { signal, onProgress }: BackgroundOptions): Promise<string> {
  return new Promise<string>((resolve, reject) => {
    const worker = openWorker(opener);
    const end = (settle: () => void): void => {
      worker.terminate();
      signal?.removeEventListener("abort", abort);
      settle();
    };
    function abort(): void {
      end(() => reject(signal?.reason));
    }
    worker.onmessage = ({ data }: MessageEvent<Message>) => {
      if ("answer" in data) end(() => resolve(data.answer));
      else if ("failure" in data) end(() => reject(errorFromInfo(data.failure)));
      else if ("crash" in data) end(() => reject(new Error(data.crash)));
      else {
        try {
          onProgress?.(progressOf(...data.progress));
        } catch (error) {
          end(() => reject(error));
        }
      }
    };
    worker.onerror = (event) => end(() => reject(event.message ? new Error(event.message) : notLoaded()));
    signal?.addEventListener("abort", abort);
    try {
      worker.postMessage({ job, module } satisfies Order);
    } catch (error) {
      const causes = [error instanceof Error ? error.message : String(error)];
      end(() => reject(new InvalidInputError("cannot send the input to a worker", { help: "use plain data", causes })));
    }
  });
}

function progressOf(done: number, total: number): CheckProgress {
  return { phase: "check", done, total, unit: "bytes" };
}

function openWorker(opener: () => Worker): Worker {
  try {
    return opener();
  } catch (error) {
    throw notLoaded([error instanceof Error ? error.message : String(error)]);
  }
}

function notLoaded(causes: string[] = []): UnsupportedError {
  const help = "serve `convex-ops-worker.js` beside the page's code; the package's README names the option of each bundler";
  return new UnsupportedError("cannot load the worker", { help, causes });
}
