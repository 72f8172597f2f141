// Copied from `bindings-node/ts/shared` by `cargo xtask gen`: do not edit.
import type { ErrorInfo } from "../generated/types.js";
import type { DeploymentPath, ProjectPath } from "../generated/operation-types.js";
import { SHAPES } from "../generated/shapes.js";
import type { CallOptions, LongCallOptions } from "./call-options.js";
import { decode, encode, encodeRequest } from "./decode.js";
import { Download, type NativeFile } from "./download.js";
import { DeployRefusedError, errorFromInfo, InvalidInputError } from "./errors.js";
import { parseExact, writeExact } from "./exact-json.js";
import { type Page, Pager } from "./pager.js";
import { type NativeCall, pending } from "./pending.js";
import { Report } from "./report.js";
import { writeRequest } from "./request.js";
import { Secret } from "./secret.js";

/** An access token, or a function that returns it for each call. */
export type Token = string | Secret | (() => string | Secret | Promise<string | Secret>);

/** Handle that a call uses. */
export interface Receiver {
  readonly team?: string | undefined;
  readonly project?: ProjectPath | undefined;
  readonly deployment?: DeploymentPath | undefined;
}

/** A connection of the native module: JSON text in, JSON text out. */
export interface NativeConnection {
  /** Starts a call. `done` receives the answer and before, if it `reports`, the progress. */
  start(call: string, done: (answer: string) => void, reports?: boolean): NativeCall;
  /** Starts a call that returns a file. `done` receives the file, or the error and before, if it `reports`, the progress. */
  open(call: string, done: (file: NativeFile | string) => void, reports?: boolean): NativeCall;
  /** Makes a call that needs no answer of the platform. */
  callNow(call: string): string;
}

/** Names of a page's fields in a native answer. */
interface RawPage {
  readonly items: readonly unknown[];
  readonly nextCursor?: string | null;
}

/** A connection, and calls on it. */
export class Connection {
  #native: NativeConnection | undefined;
  readonly #token: (() => string | Secret | Promise<string | Secret>) | undefined;

  /** Wraps a native connection. `token` is called for each call if it is a function. */
  constructor(native: NativeConnection, token?: Token | undefined) {
    this.#native = native;
    this.#token = typeof token === "function" ? token : undefined;
  }

  /** Calls an operation or a verb, and reads the answer in this shape. */
  async call<T>(
    name: string,
    request: object,
    receiver: Receiver = {},
    options: LongCallOptions = {},
    shape?: string,
  ): Promise<T> {
    const text = await this.#write(name, request, receiver);
    const native = this.#get();
    const answer = await pending<string>((done, reports) => native.start(text, done, reports), options);
    return decode(SHAPES, shape, readAnswerText(answer)) as T;
  }

  /** Makes a call that returns a file. */
  async open(name: string, request: object, receiver: Receiver, options: LongCallOptions = {}): Promise<Download> {
    const text = await this.#write(name, request, receiver);
    const native = this.#get();
    const file = await pending<NativeFile | string>((done, reports) => native.open(text, done, reports), options);
    if (typeof file === "string") throw errorOf(file);
    return new Download(file, options.signal, options.onProgress);
  }

  /** Makes a call that needs no answer of the platform. */
  callNow<T>(name: string, request: object): T {
    return readAnswerText(this.#get().callNow(writeRequest(() => JSON.stringify({ call: name, request })))) as T;
  }

  /** Lists the items that a verb returns. `make` creates an item from decoded data. */
  list<T>(
    name: string,
    request: object,
    receiver: Receiver,
    options: CallOptions,
    shape: string,
    make: (data: never) => T,
  ): Pager<T> {
    return new Pager(async (cursor) => {
      const page = await this.call<RawPage>(name, { ...request, cursor }, receiver, options);
      const items = page.items.map((item) => make(decode(SHAPES, shape, item) as never));
      return { items, nextCursor: page.nextCursor ?? undefined } satisfies Page<T>;
    });
  }

  /** Closes the connection. Later calls fail. */
  close(): void {
    this.#native = undefined;
  }

  async #write(name: string, request: object, receiver: Receiver): Promise<string> {
    this.#get();
    const token = this.#token === undefined ? undefined : await this.#token();
    return writeRequest(() =>
      writeExact({ call: name, request: encodeRequest(request), ...receiver, token: encode(token) }),
    );
  }

  #get(): NativeConnection {
    if (this.#native !== undefined) return this.#native;
    const message = "cannot make the call: the connection is closed";
    throw new InvalidInputError({ kind: "invalidInput", message, retryable: false });
  }
}

/** Opens a native connection. */
export function openNative(open: () => NativeConnection): NativeConnection {
  try {
    return open();
  } catch (error) {
    const text = error instanceof Error ? error.message : error;
    throw typeof text === "string" && text.startsWith('{"error":') ? errorOf(text) : error;
  }
}

/** Returns the error of an answer. */
export function errorOf(answer: string): Error {
  return toError((JSON.parse(answer) as { error: ErrorInfo }).error);
}

function readAnswerText(text: string): unknown {
  const answer = parseExact(text) as { ok: unknown } | { error: ErrorInfo };
  if ("error" in answer) throw toError(answer.error);
  return answer.ok;
}

/** Returns the error of a call. The report of a refusal has methods. */
function toError(info: ErrorInfo): Error {
  const error = errorFromInfo(info);
  return error instanceof DeployRefusedError ? Object.assign(error, { report: Report.of(error.report) }) : error;
}
