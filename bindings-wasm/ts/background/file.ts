/** A `Blob`, such as a dropped `File`. */
export interface FileLike {
  /** Number of bytes. */
  readonly size: number;
  /** Name of a `File`. */
  readonly name?: string;
  /** Returns some of the bytes. */
  slice(start?: number, end?: number): FileLike;
  /** Reads the bytes. */
  arrayBuffer(): Promise<ArrayBuffer>;
  /** Reads the bytes as text. */
  text(): Promise<string>;
  /** Reads the bytes in pieces. */
  stream(): unknown;
}

/** Checks if an input is a file. */
export function isFile(input: unknown): input is FileLike {
  if (typeof input !== "object" || input === null) return false;
  const { size, slice, stream } = input as Partial<FileLike>;
  return typeof size === "number" && typeof slice === "function" && typeof stream === "function";
}
