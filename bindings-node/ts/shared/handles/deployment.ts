import { type ImportSource, importSource } from "../../files.js";
import { DeploymentApi } from "../../generated/operations.js";
import type {
  Backup,
  Confirmation,
  Copied,
  DeploymentData,
  DeploymentPath,
  ImportFormat,
  ImportMode,
  MetricUsage,
  Region,
} from "../../generated/operation-types.js";
import type { CallOptions, LongCallOptions } from "../call-options.js";
import type { Connection } from "../connection.js";
import type { Download } from "../download.js";
import { Backups, idOf } from "./backups.js";
import { DeployKeys } from "./deploy-keys.js";
import { Environment } from "./environment.js";

/** Options of a deployment that is created. */
export interface EnsureOptions extends CallOptions {
  /** Time until the deployment is deleted, in milliseconds. Without it, only previews expire. */
  readonly expiresInMs?: number | undefined;
  /** Region. That of the project by default. */
  readonly region?: Region | undefined;
}

/** Options of an import. */
export interface ImportOptions extends LongCallOptions {
  /** Table to import into. ZIP files name their tables. */
  readonly table?: string | undefined;
  /** Component, by its path. The app by default. */
  readonly component?: string | undefined;
  /** Format. That of the file's name by default. */
  readonly format?: ImportFormat | undefined;
  /** Handling of existing documents. By default, imported tables must be empty. */
  readonly mode?: ImportMode | undefined;
}

/** Options of an export. */
export interface ExportOptions extends LongCallOptions {
  /** Includes stored files. */
  readonly includeStorage?: boolean | undefined;
  /** Component, by its path. All by default. */
  readonly component?: string | undefined;
}

/** Options of a copy. */
export interface CopyOptions extends LongCallOptions {
  /** Copies stored files too. */
  readonly includeStorage?: boolean | undefined;
}

/** Usage of a deployment. */
export class Usage {
  readonly #connection: Connection;
  readonly #deployment: DeploymentPath;

  /** Creates the collection. */
  constructor(connection: Connection, deployment: DeploymentPath) {
    this.#connection = connection;
    this.#deployment = deployment;
  }

  /** Returns the usage of this day and month, by metric. */
  current(options: CallOptions = {}): Promise<{ readonly [metric: string]: MetricUsage }> {
    const receiver = { deployment: this.#deployment };
    return this.#connection.call("deployment.usage.current", {}, receiver, options);
  }
}

/**
 * Names a deployment. Makes no call until a verb is used.
 *
 * Changing a production deployment that was found by project, reference or default needs a confirmation:
 * {@link DeploymentHandle.confirm}.
 */
export class DeploymentHandle {
  readonly #connection: Connection;
  readonly #path: DeploymentPath;

  /** Creates a handle through a connection. */
  constructor(connection: Connection, path: DeploymentPath) {
    this.#connection = connection;
    this.#path = path;
  }

  /** The name of the deployment, as data. */
  get path(): DeploymentPath {
    return this.#path;
  }

  /** Every operation of the deployment, as a method. */
  get api(): DeploymentApi {
    return new DeploymentApi(this.#connection, this.#path);
  }

  /** The deploy keys. */
  get deployKeys(): DeployKeys {
    return new DeployKeys(this.#connection, this.#path);
  }

  /** The environment variables. */
  get environment(): Environment {
    return new Environment(this.#connection, "deployment.environment", { deployment: this.#path });
  }

  /** The backups. */
  get backups(): Backups {
    return new Backups(this.#connection, this.#path);
  }

  /** The usage. */
  get usage(): Usage {
    return new Usage(this.#connection, this.#path);
  }

  /** Gets the deployment. */
  async get(options: CallOptions = {}): Promise<Deployment> {
    return Deployment.of(this.#connection, await this.#call("get", {}, options, "DeploymentData"));
  }

  /** Gets or creates the deployment, and waits until it responds. */
  async ensure({ signal, timeoutMs, ...request }: EnsureOptions = {}): Promise<Deployment> {
    return Deployment.of(
      this.#connection,
      await this.#call("ensure", request, { signal, timeoutMs }, "DeploymentData"),
    );
  }

  /** Deletes the deployment with all its data. Returns `false` if it does not exist. */
  delete(options: CallOptions = {}): Promise<boolean> {
    return this.#call("delete", {}, options);
  }

  /**
   * Returns the handle with a confirmation: the deployment's name, which is compared before the first change. Without it,
   * changes to a production deployment fail with a `ConfirmationRequiredError`.
   */
  confirm(name: string): this {
    return this.#confirmed({ kind: "named", name });
  }

  /** Returns the handle with a confirmation that needs no name. Changes on any platform but `embedded:` then fail. */
  confirmSelf(): this {
    return this.#confirmed({ kind: "itself" });
  }

  /** Replaces all documents by those of a backup. */
  restore(backup: Backup | number, options: LongCallOptions = {}): Promise<Copied> {
    return this.#call("restore", { id: idOf(backup) }, options);
  }

  /** Replaces all documents by those of another deployment. */
  copyDataFrom(source: DeploymentHandle, { includeStorage, ...options }: CopyOptions = {}): Promise<Copied> {
    return this.#call("copyDataFrom", { source: source.path, includeStorage }, options);
  }

  /** Imports a file. All documents are imported, or none. */
  async importData(source: ImportSource, options: ImportOptions = {}): Promise<Copied> {
    const { signal, timeoutMs, onProgress, ...rest } = options;
    const request = { ...(await importSource(source)), ...rest };
    return this.#call("importData", request, { signal, timeoutMs, onProgress });
  }

  /** Exports the data as a ZIP file, and returns it as a stream. `timeoutMs` applies to the wait for its start. */
  export({ signal, timeoutMs, onProgress, ...rest }: ExportOptions = {}): Promise<Download> {
    const receiver = { deployment: this.#path };
    return this.#connection.open("deployment.export", { ...rest, timeoutMs }, receiver, { signal, onProgress });
  }

  /** Returns the same handle at another path. */
  protected at(path: DeploymentPath): DeploymentHandle {
    return new DeploymentHandle(this.#connection, path);
  }

  #confirmed(confirmation: Confirmation): this {
    return this.at({ ...this.#path, confirmation }) as this;
  }

  #call<T>(verb: string, request: object, options: LongCallOptions, shape?: string): Promise<T> {
    return this.#connection.call<T>(`deployment.${verb}`, request, { deployment: this.#path }, options, shape);
  }
}

/** A deployment: its handle, with its data. */
export interface Deployment extends Readonly<DeploymentData> {}

/** A deployment: its handle, with its data. */
export class Deployment extends DeploymentHandle {
  readonly #connection: Connection;
  readonly #data: DeploymentData;

  private constructor(connection: Connection, path: DeploymentPath, data: DeploymentData) {
    super(connection, path);
    this.#connection = connection;
    this.#data = data;
    Object.assign(this, data);
  }

  /** Creates a deployment from its data. */
  static of(connection: Connection, found: DeploymentData & { readonly path: DeploymentPath }): Deployment {
    const { path, ...data } = found;
    return new Deployment(connection, path, data);
  }

  /** Returns the same deployment at another path. */
  protected override at(path: DeploymentPath): Deployment {
    return new Deployment(this.#connection, path, this.#data);
  }
}
