import { LimitExceededError } from "../shared/errors.js";

const LINE_FEED = 10;

/** Minimum size of blocks in bytes, but for the last one. */
const BLOCK_BYTES = 4 * 2 ** 20;

/** Maximum size of a line. Convex allows at most 1 MiB per document. */
const MAX_LINE_BYTES = 64 * 2 ** 20;

/** Some whole lines of a file. */
export interface Block {
  /** Offset in the file. */
  readonly start: number;
  readonly lines: Uint8Array;
}

/** Splits a file into blocks of whole lines. An empty file has one, too. */
export async function* blocks(read: AsyncIterable<Uint8Array>, file: string): AsyncGenerator<Block> {
  let start = 0;
  const held = new Held();
  for await (const piece of read) {
    const end = held.bytes + piece.length >= BLOCK_BYTES ? piece.lastIndexOf(LINE_FEED) + 1 : 0;
    if (end === 0) {
      held.add(piece);
      if (held.bytes > MAX_LINE_BYTES) {
        throw new LimitExceededError(`a line has more than ${MAX_LINE_BYTES >> 20} MiB`, { location: { file } });
      }
      continue;
    }
    held.add(piece.subarray(0, end));
    const lines = held.take();
    yield { start, lines };
    start += lines.length;
    held.add(piece.subarray(end));
  }
  if (held.bytes > 0 || start === 0) yield { start, lines: held.take() };
}

/** Pieces that are joined once. */
class Held {
  bytes = 0;
  #pieces: Uint8Array[] = [];

  add(piece: Uint8Array): void {
    if (piece.length > 0) this.#pieces.push(piece);
    this.bytes += piece.length;
  }

  take(): Uint8Array {
    const joined = new Uint8Array(this.bytes);
    let at = 0;
    for (const piece of this.#pieces) {
      joined.set(piece, at);
      at += piece.length;
    }
    [this.bytes, this.#pieces] = [0, []];
    return joined;
  }
}
