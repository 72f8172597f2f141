import { call, callWithDocuments } from "../crossing.js";
import type { DataPart, DataReading, TableDocuments } from "../generated/types.js";
import { readAnswer } from "../shared/answer.js";
import { blocks } from "./lines.js";
import { type ExportTable, openExport, textOf } from "./export-file.js";
import type { FileLike } from "./file.js";

/** Context of work in the background. */
export interface Work {
  /** Receives the progress in bytes. */
  report(done: number, total: number): void;
  /** Lets other tasks run. Throws if the work was cancelled. */
  pause(): Promise<void>;
}

/** Number of parts that are merged at once. */
const MERGED_AT_ONCE = 16;

/** Most bytes of a line that contains the first id of a table. */
const MAX_HEAD_BYTES = 4 * 2 ** 20;

/** Checks the documents of a file against a schema, in JSON, in pieces: the file is never in memory as a whole. */
export async function checkFile(schema: string, file: FileLike, reading: DataReading, work: Work): Promise<DataPart> {
  const tables = await openExport(file, reading);
  const checked = tables.filter(({ table }) => !table.startsWith("_"));
  const total = checked.reduce((sum, { bytes }) => sum + bytes, 0);
  const parts = new Parts();
  work.report(0, total);
  let done = 0;
  for (const component of new Set(tables.map((table) => table.component))) {
    const numbers = await readNumbers(tables.filter((table) => table.component === component));
    const start = (documents: readonly TableDocuments[]): string =>
      `{"schema":${schema},"data":${JSON.stringify({ tables: documents })},"reading":${JSON.stringify({ duplicateIds: reading.duplicateIds })}}`;
    parts.add(readAnswer<"checkData">(call("checkData", start(numbers.all))));
    for (const table of checked.filter((one) => one.component === component)) {
      for await (const block of blocks(table.read(), table.file)) {
        const documents = numbers.of(table, block.start);
        parts.add(readAnswer<"checkData">(callWithDocuments(start(documents), block.lines)));
        done += block.lines.length;
        work.report(done, total);
        await work.pause();
      }
    }
  }
  return parts.merged();
}

/** Parts that are merged now and then, so that few are held. */
class Parts {
  #parts: DataPart[] = [];

  add(part: DataPart): void {
    this.#parts.push(part);
    if (this.#parts.length >= MERGED_AT_ONCE) this.#parts = [this.merged()];
  }

  merged(): DataPart {
    return readAnswer<"mergeData">(call("mergeData", JSON.stringify({ parts: this.#parts })));
  }
}

/** The tables of a component without documents, from which the numbers of tables are read. */
interface Numbers {
  readonly all: readonly TableDocuments[];
  /** Returns the tables for a block of documents of one of them, which is last. */
  of(table: ExportTable, start: number): readonly TableDocuments[];
}

async function readNumbers(tables: readonly ExportTable[]): Promise<Numbers> {
  const listing = tables.find(({ table }) => table === "_tables");
  const heads = new Map<ExportTable, TableDocuments>();
  for (const table of tables) {
    if (table !== listing) heads.set(table, await readHead(table));
  }
  const first =
    listing === undefined ? [] : [{ component: listing.component, table: listing.table, documents: await textOf(listing.read()) }];
  const listed = namesIn(first[0]?.documents ?? "");
  // Other tables have no number of their own in the listing.
  const unlisted = [...heads].filter(([{ table }]) => !listed.has(table));
  return {
    all: [...first, ...heads.values()],
    of: (table, start) => {
      const others = unlisted.filter(([other]) => other !== table).map(([, head]) => head);
      return [...first, ...others, { ...(heads.get(table) as TableDocuments), start }];
    },
  };
}

async function readHead({ component, table, bytes, generatedSchema, read }: ExportTable): Promise<TableDocuments> {
  const firstLine = await firstLineOf(read());
  return { component, table, documents: "", fileBytes: bytes, firstLine, ...(generatedSchema !== undefined && { generatedSchema }) };
}

/** Returns the id of a file's first document, as a document. */
async function firstLineOf(read: AsyncIterable<Uint8Array>): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  for await (const piece of read) {
    text = (text + decoder.decode(piece, { stream: true })).trimStart();
    if (text.includes("\n") || text.length > MAX_HEAD_BYTES) break;
  }
  const { _id } = objectIn(text.split("\n", 1)[0] as string);
  return typeof _id === "string" ? JSON.stringify({ _id }) : "";
}

/** Returns the names of the tables that `_tables` lists. */
function namesIn(listing: string): ReadonlySet<unknown> {
  return new Set(listing.split("\n").map((line) => objectIn(line)["name"]));
}

/** Parses an object; empty if it is none. The core reports the problem. */
function objectIn(text: string): Record<string, unknown> {
  try {
    return { ...(JSON.parse(text) as object | null) } as Record<string, unknown>;
  } catch {
    return {};
  }
}
