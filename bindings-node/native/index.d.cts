/** Calls an operation with a request in JSON; the answer is JSON too. */
export declare function call(operation: string, request: string): string;

/** The same on a worker thread: the event loop goes on meanwhile. */
export declare function callAsync(operation: string, request: string): Promise<string>;
