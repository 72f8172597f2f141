import type { CallOptions } from "../call-options.js";
import type { Connection, Receiver } from "../connection.js";
import type { Secret } from "../secret.js";

/** Environment variables of a deployment, or the defaults of a project for new deployments. */
export class Environment {
  readonly #connection: Connection;
  readonly #verbs: string;
  readonly #receiver: Receiver;

  /** Creates the collection. */
  constructor(connection: Connection, verbs: string, receiver: Receiver) {
    this.#connection = connection;
    this.#verbs = verbs;
    this.#receiver = receiver;
  }

  /** Returns the values by name. */
  get(options: CallOptions = {}): Promise<{ readonly [name: string]: Secret }> {
    return this.#connection.call(`${this.#verbs}.get`, {}, this.#receiver, options, "*S");
  }

  /** Returns the names. */
  async names(options: CallOptions = {}): Promise<ReadonlySet<string>> {
    return new Set(Object.keys(await this.get(options)));
  }

  /** Sets variables. `null` removes one. All changes are made, or none. */
  async update(changes: { readonly [name: string]: string | Secret | null }, options: CallOptions = {}): Promise<void> {
    await this.#connection.call(`${this.#verbs}.update`, { changes }, this.#receiver, options);
  }
}
