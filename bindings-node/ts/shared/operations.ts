import type { DeploymentPath, Pagination } from "../generated/operation-types.js";
import { SHAPES } from "../generated/shapes.js";
import type { CallOptions } from "./call-options.js";
import type { Connection } from "./connection.js";
import { decode } from "./decode.js";
import { Pager } from "./pager.js";

export type { CallOptions };

/** The base of the generated methods. */
export class Operations {
  readonly #connection: Connection;
  readonly #deployment: DeploymentPath | undefined;

  /** Creates the operations of a connection, or of a deployment. */
  constructor(connection: Connection, deployment?: DeploymentPath) {
    this.#connection = connection;
    this.#deployment = deployment;
  }

  /** Calls an operation. */
  protected call<T>(id: string, request: object, options: CallOptions | undefined, shape?: string): Promise<T> {
    return this.#connection.call<T>(id, request, { deployment: this.#deployment }, options, shape);
  }

  /** Lists the items of an operation that returns pages. */
  protected pages<T>(id: string, request: object, options: CallOptions | undefined, shape?: string): Pager<T> {
    const start = "cursor" in request && typeof request.cursor === "string" ? request.cursor : undefined;
    return new Pager<T>(async (cursor) => {
      const page = await this.call<RawPage>(id, { ...request, cursor }, options);
      const { hasMore, nextCursor } = page.pagination;
      const items = decode(SHAPES, shape, page.items) as T[];
      return { items, nextCursor: hasMore ? (nextCursor ?? undefined) : undefined };
    }, start);
  }
}

interface RawPage {
  readonly items: readonly unknown[];
  readonly pagination: Pagination;
}
