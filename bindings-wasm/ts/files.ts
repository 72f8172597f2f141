import { UnsupportedError } from "./shared/errors.js";

/** Browsers have no paths. */
export type FilePath = never;

/** A `Blob`, such as a dropped `File`. */
export interface BlobLike {
  /** Number of bytes. */
  readonly size: number;
  /** Reads the bytes. */
  arrayBuffer(): Promise<ArrayBuffer>;
}

/** A file to import: a `Blob`, or its bytes. */
export type ImportSource = BlobLike | Uint8Array;

/** Throws: browsers have no paths. */
export function toPath(_: FilePath): string {
  throw new UnsupportedError({
    kind: "unsupported",
    message: "cannot use a path: browsers have none",
    help: "use a stream or a `Blob`",
    retryable: false,
  });
}

/** Returns the part of a request that holds a file to import. */
export async function importSource(source: ImportSource): Promise<object> {
  if (source instanceof Uint8Array) return { bytes: source };
  if (typeof source !== "object") return { bytes: toPath(source) };
  return { bytes: new Uint8Array(await source.arrayBuffer()) };
}
