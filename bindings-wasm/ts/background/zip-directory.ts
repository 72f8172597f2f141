import { InvalidInputError, LimitExceededError, UnsupportedError } from "../shared/errors.js";
import type { FileLike } from "./file.js";

/** An entry of a zip. */
export interface ZipEntry {
  readonly name: string;
  /** Number of unpacked bytes. */
  readonly bytes: number;
  readonly packedBytes: number;
  readonly isDeflated: boolean;
  /** CRC-32 of the unpacked bytes. */
  readonly checksum: number;
  /** Offset of its header. */
  readonly start: number;
}

const END = 0x06054b50;
const END_BYTES = 22;
const MAX_COMMENT_BYTES = 0xffff;
const LOCATOR = 0x07064b50;
const LOCATOR_BYTES = 20;
const END_64 = 0x06064b50;
const END_64_BYTES = 56;
const RECORD = 0x02014b50;
const RECORD_BYTES = 46;
/** Bytes of the directory that are read at once. */
const WINDOW_BYTES = 1 << 20;

/** Checks if a file starts like a zip. */
export async function isZip(file: FileLike): Promise<boolean> {
  const [first, second, third] = await bytesOf(file, 0, 4);
  return first === 0x50 && second === 0x4b && (third === 3 || third === 5);
}

/** Reads the entries that `select` chooses by name. */
export async function readDirectory(
  file: FileLike,
  maxEntries: number,
  select: (name: string) => boolean,
): Promise<readonly ZipEntry[]> {
  const { start, end, count } = await findDirectory(file);
  if (count > maxEntries) {
    const help = "it may be a zip bomb; if you trust it, raise the limit `maxEntries`";
    throw new LimitExceededError(`the zip has more than ${maxEntries} entries`, { help });
  }
  const entries: ZipEntry[] = [];
  let window: Uint8Array = new Uint8Array();
  let [at, found] = [start, 0];
  while (at < end) {
    const viewed = viewOf(window);
    const bytes = recordBytes(viewed);
    if (bytes === undefined || bytes > window.length) {
      const read = await bytesOf(file, at, Math.min(end, at + WINDOW_BYTES));
      if (read.length <= window.length) throw damaged("its directory is truncated");
      window = read;
      continue;
    }
    if (viewed.getUint32(0, true) !== RECORD) throw damaged(`its directory is damaged near byte ${at}`);
    const entry = readRecord(window.subarray(0, bytes), select);
    if (entry !== undefined) entries.push(entry);
    [window, at, found] = [window.subarray(bytes), at + bytes, found + 1];
  }
  if (found !== count) throw damaged(`its directory lists ${found} files instead of ${count}`);
  return entries;
}

/** Returns the offset of an entry's packed bytes. */
export async function dataStart(file: FileLike, entry: ZipEntry): Promise<number> {
  const header = await bytesOf(file, entry.start, entry.start + 30);
  const view = viewOf(header);
  if (header.length < 30 || view.getUint32(0, true) !== 0x04034b50) {
    throw damaged(`its file header is damaged near byte ${entry.start}`, entry.name);
  }
  const nameStart = entry.start + 30;
  const nameEnd = nameStart + view.getUint16(26, true);
  const name = new TextDecoder().decode(await bytesOf(file, nameStart, nameEnd));
  if (name !== entry.name) {
    throw damaged(`the directory and the file header at byte ${entry.start} differ in the name`, entry.name);
  }
  return nameEnd + view.getUint16(28, true);
}

/** Creates the error for a damaged zip. */
export function damaged(what: string, entry?: string): InvalidInputError {
  const location = entry === undefined ? {} : { file: entry };
  return new InvalidInputError(`incomplete zip: ${what}`, { help: "export or download it again", location });
}

interface Directory {
  readonly start: number;
  readonly end: number;
  readonly count: number;
}

async function findDirectory(file: FileLike): Promise<Directory> {
  const tailStart = Math.max(0, file.size - END_BYTES - MAX_COMMENT_BYTES);
  const tail = await bytesOf(file, tailStart, file.size);
  const view = viewOf(tail);
  let at = tail.length - END_BYTES;
  while (at >= 0 && !(view.getUint32(at, true) === END && at + END_BYTES + view.getUint16(at + 20, true) === tail.length)) at -= 1;
  if (at < 0) throw damaged("its directory is missing");
  const end = tailStart + at;
  const locator = viewOf(await bytesOf(file, end - LOCATOR_BYTES, end));
  if (locator.byteLength === LOCATOR_BYTES && locator.getUint32(0, true) === LOCATOR) {
    return findDirectory64(file, Number(locator.getBigUint64(8, true)));
  }
  const start = view.getUint32(at + 16, true);
  if (start + view.getUint32(at + 12, true) !== end) throw damaged("its directory does not end at its end record");
  return { start, end, count: view.getUint16(at + 10, true) };
}

async function findDirectory64(file: FileLike, end: number): Promise<Directory> {
  const record = viewOf(await bytesOf(file, end, end + END_64_BYTES));
  if (record.byteLength < END_64_BYTES || record.getUint32(0, true) !== END_64) throw damaged("its end is damaged");
  const start = Number(record.getBigUint64(48, true));
  if (start + Number(record.getBigUint64(40, true)) !== end) throw damaged("its directory does not end at its end record");
  return { start, end, count: Number(record.getBigUint64(32, true)) };
}

/** Returns the length of the record at the start of the directory's bytes, if they contain enough of it. */
function recordBytes(view: DataView): number | undefined {
  if (view.byteLength < RECORD_BYTES) return undefined;
  return RECORD_BYTES + view.getUint16(28, true) + view.getUint16(30, true) + view.getUint16(32, true);
}

function readRecord(record: Uint8Array, select: (name: string) => boolean): ZipEntry | undefined {
  const view = viewOf(record);
  const nameEnd = RECORD_BYTES + view.getUint16(28, true);
  const name = new TextDecoder().decode(record.subarray(RECORD_BYTES, nameEnd));
  if (!select(name)) return undefined;
  const location = { file: name };
  if ((view.getUint16(8, true) & 1) !== 0) throw new InvalidInputError("the file is encrypted", { location });
  const method = view.getUint16(10, true);
  if (method !== 0 && method !== 8) {
    const help = "use deflate, as Convex's exports do";
    throw new UnsupportedError(`unsupported compression method ${method}`, { help, location });
  }
  const extra = record.subarray(nameEnd, nameEnd + view.getUint16(30, true));
  const [bytes, packedBytes, start] = longNumbers([24, 20, 42].map((at) => view.getUint32(at, true)), extra);
  return { name, bytes: bytes ?? 0, packedBytes: packedBytes ?? 0, start: start ?? 0, isDeflated: method === 8, checksum: view.getUint32(16, true) };
}

/** Replaces numbers that do not fit into 32 bits by those of the record's zip64 field. */
function longNumbers(numbers: readonly number[], extra: Uint8Array): readonly number[] {
  const view = viewOf(extra);
  let at = 0;
  while (at + 4 <= extra.length && view.getUint16(at, true) !== 1) at += 4 + view.getUint16(at + 2, true);
  at += 4;
  return numbers.map((number) => {
    if (number !== 0xffffffff || at + 8 > extra.length) return number;
    at += 8;
    return Number(view.getBigUint64(at - 8, true));
  });
}

async function bytesOf(file: FileLike, start: number, end: number): Promise<Uint8Array> {
  return new Uint8Array(await file.slice(Math.max(0, start), Math.max(0, end)).arrayBuffer());
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
