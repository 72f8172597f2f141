import { Unzip, UnzipInflate } from "fflate";
import type { TableDocuments } from "convex-ops-wasm";

/** Maximum length of all documents together. A check holds them in memory. */
const MOST_BYTES = 256 * 1024 * 1024;

/** Receives the name of each table that is read. */
export type OnTable = (name: string) => void;

/** Reads the documents of an export, a zip, or of one table, a `.jsonl` file with the table's name. */
export async function readTables(file: File, onTable: OnTable): Promise<TableDocuments[]> {
  if (!file.name.endsWith(".zip")) {
    onTable(file.name);
    if (file.size > MOST_BYTES) throw tooLarge();
    return [{ table: file.name.replace(/\.[a-z]+$/, ""), documents: await file.text() }];
  }
  const tables = new Map<string, Collected>();
  const budget = { left: MOST_BYTES };
  const unzip = new Unzip();
  unzip.register(UnzipInflate);
  unzip.onfile = (entry) => {
    const place = placeOf(entry.name);
    if (place === undefined) return;
    onTable(place.table);
    const collected = new Collected(place, budget);
    tables.set(entry.name, collected);
    entry.ondata = (error, piece, isLast) => {
      if (error !== null) throw error;
      collected.add(piece, isLast);
    };
    entry.start();
  };
  for await (const piece of pieces(file)) unzip.push(piece, false);
  unzip.push(new Uint8Array(), true);
  if (tables.size === 0) throw new Error("the file is not an export: it has no `documents.jsonl`");
  return [...tables.values()].map((collected) => collected.documents());
}

async function* pieces(file: File): AsyncGenerator<Uint8Array> {
  const reader = file.stream().getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    yield value;
  }
}

interface Place {
  readonly component: string;
  readonly table: string;
}

/** Finds the table of a file, such as `_components/search/messages/documents.jsonl`. System tables are left out. */
export function placeOf(path: string): Place | undefined {
  const parts = path.split("/");
  const components: string[] = [];
  while (parts[0] === "_components" && parts.length > 2) components.push(...parts.splice(0, 2).slice(1));
  const [table, name, ...rest] = parts;
  if (table === undefined || name !== "documents.jsonl" || rest.length > 0) return undefined;
  if (table.startsWith("_") && table !== "_tables") return undefined;
  return { component: components.join("/"), table };
}

/** Documents of a table, which arrive in pieces. */
class Collected {
  readonly #place: Place;
  readonly #budget: { left: number };
  readonly #decoder = new TextDecoder("utf-8", { fatal: true });
  #text = "";

  constructor(place: Place, budget: { left: number }) {
    this.#place = place;
    this.#budget = budget;
  }

  add(piece: Uint8Array, isLast: boolean): void {
    this.#budget.left -= piece.length;
    if (this.#budget.left < 0) throw tooLarge();
    this.#text += this.#decoder.decode(piece, { stream: !isLast });
  }

  documents(): TableDocuments {
    const { component, table } = this.#place;
    return { table, documents: this.#text, ...(component !== "" && { component }) };
  }
}

function tooLarge(): Error {
  return new Error("the export is too large for a page: more than 256 MiB; use `convex-ops check --data`");
}
