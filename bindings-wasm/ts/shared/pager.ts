// Copied from `bindings-node/ts/shared` by `cargo xtask gen`: do not edit.
import { errorFromInfo } from "./errors.js";

/** One page of a list. */
export interface Page<T> {
  /** Items, in the order of the list. */
  readonly items: readonly T[];
  /** Start of the next page. Absent on the last page. */
  readonly nextCursor: string | undefined;
}

/** Options of a list of pages. */
export interface ListOptions {
  /** Maximum number of items of a page. The server's own by default. */
  readonly pageSize?: number | undefined;
}

/**
 * A list that is read on demand: `for await (const item of list)`. No call is made until an item or a page is requested.
 *
 * It is not awaitable, so that a list that an async function returns is not read by accident.
 */
export class Pager<T> implements AsyncIterable<T> {
  readonly #fetch: (cursor: string | undefined) => Promise<Page<T>>;
  readonly #start: string | undefined;

  /** Creates a list from a function that returns the page at a cursor, or the first one. */
  constructor(fetch: (cursor: string | undefined) => Promise<Page<T>>, start?: string | undefined) {
    this.#fetch = fetch;
    this.#start = start;
  }

  /** Reads the items. */
  async *[Symbol.asyncIterator](): AsyncGenerator<T, void, undefined> {
    for await (const page of this.pages()) yield* page.items;
  }

  /** Reads the pages. */
  async *pages(): AsyncGenerator<Page<T>, void, undefined> {
    let cursor = this.#start;
    for (;;) {
      const page = await this.#fetch(cursor);
      yield page;
      if (page.nextCursor === undefined) return;
      if (page.nextCursor === cursor) throw repeated();
      cursor = page.nextCursor;
    }
  }

  /** Reads all pages and returns their items. */
  async all(): Promise<T[]> {
    const items: T[] = [];
    for await (const item of this) items.push(item);
    return items;
  }

  /** Returns the first item, if the list has one. */
  async first(): Promise<T | undefined> {
    for await (const item of this) return item;
    return undefined;
  }
}

function repeated(): Error {
  const message = "the server returned the same cursor again";
  return errorFromInfo({ kind: "internal", message, retryable: false });
}
