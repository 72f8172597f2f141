import type { NativeConnection } from "./shared/connection.js";
import { errorFromInfo } from "./shared/errors.js";
import type { Send } from "./transport.js";

/** Exports of the WebAssembly module. */
export interface WasmModule {
  /** Calls an operation with a request in JSON and returns the answer in JSON. */
  call(operation: string, request: string): string;
  /** Calls `checkData` with a request in JSON, and the documents of its last table as bytes. */
  callWithDocuments(request: string, documents: Uint8Array): string;
  /** Opens a connection, with a request in JSON and a function that sends HTTP requests. */
  readonly Connection: new (request: string, send: Send) => NativeConnection;
}

let used: WasmModule | undefined;

/** Sets the instance of the module that functions call. */
export function useModule(module: WasmModule): void {
  used = module;
}

/** Calls an operation with a request in JSON and returns the answer in JSON. */
export function call(operation: string, request: string): string {
  return get().call(operation, request);
}

/** Calls `checkData` with a request in JSON, and the documents of its last table as bytes. */
export function callWithDocuments(request: string, documents: Uint8Array): string {
  return get().callWithDocuments(request, documents);
}

/** Opens a connection, with a request in JSON and a function that sends HTTP requests. */
export function openConnection(request: string, send: Send): NativeConnection {
  return new (get().Connection)(request, send);
}

function get(): WasmModule {
  if (used !== undefined) return used;
  throw errorFromInfo({
    kind: "unsupported",
    message: "the module is not loaded",
    help: "await `init()` before the first call",
    retryable: false,
  });
}
