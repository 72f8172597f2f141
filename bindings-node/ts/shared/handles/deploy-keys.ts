import type { Action, DeployKey, DeploymentPath, NewDeployKey, Rotation } from "../../generated/operation-types.js";
import { SHAPES } from "../../generated/shapes.js";
import type { CallOptions } from "../call-options.js";
import type { Connection } from "../connection.js";
import { decode } from "../decode.js";
import type { Pager } from "../pager.js";
import type { Secret } from "../secret.js";

/** Purpose of a deploy key, with the permissions for it. */
export type Preset = "prGate" | "deployer" | "backup" | "full";

/** Options of a new key: a preset, or exactly the actions that it allows. */
export type NewKeyOptions = CallOptions & {
  /** Time until the key expires, in milliseconds. Without it, the key does not expire. */
  readonly expiresInMs?: number | undefined;
} & ({ readonly preset: Preset } | { readonly actions: readonly Action[] });

/** Options of a rotation. */
export interface RotateOptions extends CallOptions {
  /** Installs the new key, such as in the settings of a CI. The previous key is deleted only once it has returned. */
  readonly install: (key: Secret) => unknown;
  /** Time until the new key expires, in milliseconds. That of the previous key by default. */
  readonly expiresInMs?: number | undefined;
}

/** Deploy keys of a deployment. */
export class DeployKeys {
  readonly #connection: Connection;
  readonly #deployment: DeploymentPath;

  /** Creates the collection. */
  constructor(connection: Connection, deployment: DeploymentPath) {
    this.#connection = connection;
    this.#deployment = deployment;
  }

  /** Lists the keys, without their secrets. */
  list(options: CallOptions = {}): Pager<DeployKey> {
    const receiver = { deployment: this.#deployment };
    const make = (key: DeployKey): DeployKey => key;
    return this.#connection.list("deployment.deployKeys.list", {}, receiver, options, "DeployKey", make);
  }

  /** Creates a key with the permissions of a preset, or with exactly these actions. */
  create(name: string, { signal, timeoutMs, ...key }: NewKeyOptions): Promise<NewDeployKey> {
    return this.#call("create", { name, ...key }, { signal, timeoutMs }, "NewDeployKey");
  }

  /**
   * Replaces a key. `install` receives the new one; the previous one is deleted only once it is installed. If that fails,
   * the new one is deleted.
   */
  async rotate(name: string, { install, expiresInMs, ...options }: RotateOptions): Promise<NewDeployKey> {
    const rotation = await this.#call<Rotation>("startRotation", { name, expiresInMs }, options);
    const key = decode(SHAPES, "NewDeployKey", rotation.key) as NewDeployKey;
    try {
      await install(key.secret);
    } catch (error) {
      await this.#undo(rotation, error);
      throw error;
    }
    // The new key is in use: a cancellation no longer applies.
    await this.#call("finishRotation", rotation, {});
    return key;
  }

  /** Deletes a key by name. Returns `false` if it does not exist. */
  delete(name: string, options: CallOptions = {}): Promise<boolean> {
    return this.#call("delete", { name }, options);
  }

  async #undo(rotation: Rotation, cause: unknown): Promise<void> {
    try {
      await this.#call("undoRotation", rotation, {});
    } catch (error) {
      throw new AggregateError([cause, error], "cannot install the new key, and cannot delete it", { cause });
    }
  }

  #call<T>(verb: string, request: object, options: CallOptions, shape?: string): Promise<T> {
    const receiver = { deployment: this.#deployment };
    return this.#connection.call<T>(`deployment.deployKeys.${verb}`, request, receiver, options, shape);
  }
}
