// Copied from `bindings-node/ts/shared` by `cargo xtask gen`: do not edit.
import type { ErrorInfo } from "../generated/types.js";
import type { AbortSignalLike, OnProgress } from "./call-options.js";
import { errorFromInfo } from "./errors.js";
import { type NativeCall, pending } from "./pending.js";

/** A `ReadableStream`, where the types of the platform have it. */
export type WebStream = typeof globalThis extends { ReadableStream: new () => infer Stream } ? Stream : unknown;

/** A file of the native module. */
export interface NativeFile {
  /** Requests the next piece. `done` receives it, `null` at the end, or the error. */
  nextPiece(done: (piece: Uint8Array | string | null) => void): NativeCall;
}

/**
 * A file that is received in pieces: `for await (const piece of download)`. Only one piece is in memory at a time. It is
 * read once.
 *
 * In Node, `pipeline(download, createWriteStream("export.zip"))` of `node:stream/promises` writes it to a file.
 */
export class Download implements AsyncIterable<Uint8Array> {
  readonly #file: NativeFile;
  readonly #signal: AbortSignalLike | undefined;
  readonly #onProgress: OnProgress | undefined;

  /** Wraps a file of the native module. */
  constructor(file: NativeFile, signal?: AbortSignalLike | undefined, onProgress?: OnProgress | undefined) {
    this.#file = file;
    this.#signal = signal;
    this.#onProgress = onProgress;
  }

  /** Reads the pieces. */
  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array, void, undefined> {
    let received = 0;
    for (;;) {
      const piece = await pending<Uint8Array | string | null>((done) => this.#file.nextPiece(done), {
        signal: this.#signal,
      });
      if (piece === null) return;
      if (typeof piece === "string") throw errorFromInfo((JSON.parse(piece) as { error: ErrorInfo }).error);
      received += piece.length;
      this.#onProgress?.({ phase: "download", done: received, unit: "bytes" });
      yield piece;
    }
  }

  /** Reads the file into memory. */
  async bytes(): Promise<Uint8Array> {
    const pieces: Uint8Array[] = [];
    for await (const piece of this) pieces.push(piece);
    const whole = new Uint8Array(pieces.reduce((length, piece) => length + piece.length, 0));
    let length = 0;
    for (const piece of pieces) {
      whole.set(piece, length);
      length += piece.length;
    }
    return whole;
  }

  /** Returns the file as a stream of the web, such as for `new Response(stream)`. */
  stream(): WebStream {
    const pieces = this[Symbol.asyncIterator]();
    return new ReadableStream<Uint8Array>({
      async pull(controller) {
        const { done, value } = await pieces.next();
        if (done === true) controller.close();
        else controller.enqueue(value);
      },
      async cancel() {
        await pieces.return();
      },
    });
  }
}
