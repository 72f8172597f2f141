/** Calls an operation with a request in JSON and returns the answer in JSON. */
export declare function call(operation: string, request: string): string;

/** The same on a worker thread, until it is cancelled: the event loop goes on meanwhile. */
export declare function callAsync(operation: string, request: string, cancel: Cancel): Promise<string>;

/** What cancels a call on a worker thread. */
export declare class Cancel {
  constructor();
  /** Cancels the calls that were given this. */
  cancel(): void;
}

/** A connection to a platform. */
export declare class Connection {
  /** Opens a connection. Throws an error whose message is `{"error": …}`. */
  constructor(request: string);
  /** Makes a call that needs no answer of the platform. */
  callNow(call: string): string;
  /** Starts a call. `done` receives the answer in JSON. */
  start(call: string, done: (answer: string) => void): RunningCall;
  /** Starts a call that returns a file. `done` receives the file, or the error in JSON. */
  open(call: string, done: (file: File | string) => void): RunningCall;
}

/** A file that is received in pieces. */
export declare class File {
  /** Requests the next piece. `done` receives it, `null` at the end, or the error in JSON. */
  nextPiece(done: (piece: Uint8Array | string | null) => void): RunningCall;
}

/** A call that runs in the background. */
export declare class RunningCall {
  /** Cancels the call. Its answer never arrives. */
  cancel(): void;
}
