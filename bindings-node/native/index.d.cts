/** Calls an operation with a request in JSON; the answer is JSON too. */
export declare function call(operation: string, request: string): string;

/** The same on a worker thread, until it is cancelled: the event loop goes on meanwhile. */
export declare function callAsync(operation: string, request: string, cancel: Cancel): Promise<string>;

/** What cancels a call on a worker thread. */
export declare class Cancel {
  constructor();
  /** Cancels the calls that were given this. */
  cancel(): void;
}
