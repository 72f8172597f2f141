import { crc32 } from "./crc32.js";
import { IoError } from "../shared/errors.js";
import type { FileLike } from "./file.js";
import { damaged, dataStart, type ZipEntry } from "./zip-directory.js";

/** Reads the unpacked bytes of an entry in pieces, and compares their checksum at the end. */
export async function* unpack(file: FileLike, entry: ZipEntry): AsyncGenerator<Uint8Array> {
  const start = await dataStart(file, entry);
  const packed = file.slice(start, start + entry.packedBytes);
  const stream = packed.stream() as ReadableStream<Uint8Array<ArrayBuffer>>;
  let [bytes, checksum] = [0, 0];
  try {
    for await (const piece of pieces(entry.isDeflated ? stream.pipeThrough(new DecompressionStream("deflate-raw")) : stream)) {
      bytes += piece.length;
      if (bytes > entry.bytes) break;
      checksum = crc32(piece, checksum);
      yield piece;
    }
  } catch (error) {
    // The file was changed or removed; other errors are those of unpacking, of a class that depends on the host.
    if (error instanceof DOMException) throw new IoError("cannot read the file", { causes: [error.message] });
    throw damaged(`a file is damaged after ${bytes} bytes`, entry.name);
  }
  if (bytes !== entry.bytes) throw damaged(`a file of ${entry.bytes} bytes has another length`, entry.name);
  if (checksum !== entry.checksum) throw damaged("a file differs from its checksum", entry.name);
}

/** Reads a stream. Streams of some browsers cannot be iterated. */
export async function* pieces(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel().catch(() => {});
  }
}
