import { InvalidInputError } from "./shared/errors.js";

/** A URL, such as `new URL("export.zip", import.meta.url)`. */
export interface URLLike {
  /** The complete URL. */
  readonly href: string;
}

/** Path of a file, or its `file:` URL. */
export type FilePath = string | URLLike;

/** A file to import: its path, or its bytes. */
export type ImportSource = FilePath | Uint8Array;

/** Returns the path of a file. */
export function toPath(file: FilePath): string {
  if (typeof file === "string") return file;
  const url = new URL(file.href);
  if (url.protocol !== "file:" || url.host !== "") {
    throw new InvalidInputError({
      kind: "invalidInput",
      message: `invalid URL of a file: \`${url.protocol}//${url.host}…\``,
      help: "use a path or a `file:` URL",
      retryable: false,
    });
  }
  const path = decodeURIComponent(url.pathname);
  return /^\/[A-Za-z]:\//.test(path) ? path.slice(1) : path;
}

/** Returns the part of a request that holds a file to import. */
export async function importSource(source: ImportSource): Promise<object> {
  return source instanceof Uint8Array ? { bytes: source } : { path: toPath(source) };
}
