import { InvalidInputError, LimitExceededError } from "../shared/errors.js";
import type { DataReading } from "../generated/types.js";
import type { FileLike } from "./file.js";
import { pieces, unpack } from "./unpack.js";
import { isZip, readDirectory, type ZipEntry } from "./zip-directory.js";

/** A table of an export. */
export interface ExportTable {
  readonly component: string;
  readonly table: string;
  /** Name of its file. */
  readonly file: string;
  /** Number of bytes of its documents. */
  readonly bytes: number;
  /** Reads its documents in pieces. */
  read(): AsyncIterable<Uint8Array>;
  /** Content of its `generated_schema.jsonl`: empty if the export lacks it, absent if the documents are in export encoding. */
  readonly generatedSchema: string | undefined;
}

const DOCUMENTS = "documents.jsonl";
const GENERATED_SCHEMA = "generated_schema.jsonl";
const IDENTIFIER = /^(?!_*$)[A-Za-z_]\w{0,63}$/;

/** Size up to which an entry may have any ratio of compression. */
const SMALL_BYTES = 64 * 2 ** 20;

/** Opens an export, a zip, or the documents of one table, a file with the table's name. */
export async function openExport(file: FileLike, reading: DataReading): Promise<readonly ExportTable[]> {
  if (!(await isZip(file))) return [tableAlone(file)];
  const entries = await readDirectory(file, reading.maxEntries ?? 10_000_000, (name) => placeOf(name) !== undefined);
  checkSizes(entries, reading);
  const found = new Map<string, { documents?: ZipEntry; generatedSchema?: ZipEntry }>();
  for (const entry of entries) {
    const { component, table, isDocuments } = placeOf(entry.name) as Place;
    const key = JSON.stringify([component, table]);
    const files = found.get(key) ?? {};
    found.set(key, files);
    const role = isDocuments ? "documents" : "generatedSchema";
    const other = files[role];
    if (other !== undefined) {
      throw new InvalidInputError(`\`${other.name}\` contains the same table`, { location: { file: entry.name } });
    }
    files[role] = entry;
  }
  const tables: ExportTable[] = [];
  for (const [key, { documents, generatedSchema }] of found) {
    if (documents === undefined) continue;
    const [component, table] = JSON.parse(key) as [string, string];
    const schema = generatedSchema === undefined ? "" : await textOf(unpack(file, generatedSchema));
    tables.push({
      component,
      table,
      file: documents.name,
      bytes: documents.bytes,
      read: () => unpack(file, documents),
      generatedSchema: schema,
    });
  }
  if (tables.length === 0) {
    throw new InvalidInputError("the file is not an export: it has no `documents.jsonl`", { help: "use the zip of `npx convex export`" });
  }
  return tables;
}

/** Reads a file as text. */
export async function textOf(read: AsyncIterable<Uint8Array>): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  for await (const piece of read) text += decoder.decode(piece, { stream: true });
  return text + decoder.decode();
}

function tableAlone(file: FileLike): ExportTable {
  const table = (file.name ?? "").replace(/^.*[/\\]/, "").replace(/\.[a-z]+$/i, "");
  if (!IDENTIFIER.test(table)) {
    const help = "use the zip of `npx convex export`, or a `File` such as `users.jsonl`";
    throw new InvalidInputError("the file is neither a zip nor named after a table", { help });
  }
  const read = (): AsyncIterable<Uint8Array> => pieces(file.stream() as ReadableStream<Uint8Array>);
  return { component: "", table, file: file.name ?? table, bytes: file.size, read, generatedSchema: undefined };
}

interface Place {
  readonly component: string;
  readonly table: string;
  readonly isDocuments: boolean;
}

/** Returns the place of a file, such as `any/folders/_components/search/messages/documents.jsonl`. */
function placeOf(path: string): Place | undefined {
  const folders = path.split("/");
  const name = folders.pop();
  const table = folders.pop();
  if ((name !== DOCUMENTS && name !== GENERATED_SCHEMA) || table === undefined || table === "") return undefined;
  const components: string[] = [];
  while (folders.at(-2) === "_components") {
    components.unshift(identifier(folders.pop() as string, "component", path));
    folders.pop();
  }
  return { component: components.join("/"), table: identifier(table, "table", path), isDocuments: name === DOCUMENTS };
}

function identifier(name: string, what: string, file: string): string {
  if (IDENTIFIER.test(name)) return name;
  throw new InvalidInputError(`invalid ${what} name \`${name}\``, { location: { file } });
}

/** Refuses zip bombs. */
function checkSizes(entries: readonly ZipEntry[], { maxBytes = 2 ** 41, maxRatio = 500 }: DataReading): void {
  let total = 0;
  for (const { name, bytes, packedBytes } of entries) {
    total += bytes;
    const location = { file: name };
    const raise = (limit: string): string => `it may be a zip bomb; if you trust it, raise the limit \`${limit}\``;
    if (bytes > SMALL_BYTES && bytes > packedBytes * maxRatio) {
      const message = `${packedBytes} bytes unpack to ${bytes}, more than the limit of ${maxRatio} times as many`;
      throw new LimitExceededError(message, { help: raise("maxRatio"), location });
    }
    if (total > maxBytes) {
      const message = `the documents up to this file unpack to ${total} bytes, more than the limit of ${maxBytes}`;
      throw new LimitExceededError(message, { help: raise("maxBytes"), location });
    }
  }
}
