import { errorFromInfo } from "./shared/errors.js";

/** The crossing into the module: text in, text out. */
export type Call = (operation: string, request: string) => string;

let connected: Call | undefined;

/** Says which instance of the module the functions call. */
export function connect(call: Call): void {
  connected = call;
}

/** Calls an operation with a request in JSON; the answer is JSON too. */
export function call(operation: string, request: string): string {
  if (connected === undefined) {
    throw errorFromInfo({
      kind: "unsupported",
      message: "the module is not loaded yet",
      help: "await `init()` before the first call",
      retryable: false,
    });
  }
  return connected(operation, request);
}
