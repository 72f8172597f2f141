import { errorFromInfo } from "./shared/errors.js";

/** Calls the WebAssembly module: JSON text in, JSON text out. */
export type Call = (operation: string, request: string) => string;

let connected: Call | undefined;

/** Sets the instance of the module that functions call. */
export function connect(call: Call): void {
  connected = call;
}

/** Calls an operation with a request in JSON and returns the answer in JSON. */
export function call(operation: string, request: string): string {
  if (connected === undefined) {
    throw errorFromInfo({
      kind: "unsupported",
      message: "the module is not loaded",
      help: "await `init()` before the first call",
      retryable: false,
    });
  }
  return connected(operation, request);
}
