// Copied from `bindings-node/ts/shared` by `cargo xtask gen`: do not edit.
import type { FilePath } from "../../files.js";
import { toPath } from "../../files.js";
import type { Backup, DeploymentPath } from "../../generated/operation-types.js";
import type { CallOptions, LongCallOptions } from "../call-options.js";
import type { Connection } from "../connection.js";
import type { Download } from "../download.js";
import type { Pager } from "../pager.js";

/** Options of a new backup. */
export interface NewBackupOptions extends LongCallOptions {
  /** Includes stored files. */
  readonly includeStorage?: boolean | undefined;
}

/** Backups of a deployment. */
export class Backups {
  readonly #connection: Connection;
  readonly #deployment: DeploymentPath;

  /** Creates the collection. */
  constructor(connection: Connection, deployment: DeploymentPath) {
    this.#connection = connection;
    this.#deployment = deployment;
  }

  /** Lists the backups, newest first. */
  list(options: CallOptions = {}): Pager<Backup> {
    const receiver = { deployment: this.#deployment };
    const make = (backup: Backup): Backup => backup;
    return this.#connection.list("deployment.backups.list", {}, receiver, options, "Backup", make);
  }

  /** Gets a backup. */
  get(backup: Backup | number, options: CallOptions = {}): Promise<Backup> {
    return this.#call("get", { id: idOf(backup) }, options, "Backup");
  }

  /** Creates a backup and waits for it. `timeoutMs` applies to the wait. */
  async create({ includeStorage, ...options }: NewBackupOptions = {}): Promise<Backup> {
    const job = await this.begin({ includeStorage, signal: options.signal });
    return job.wait(options);
  }

  /** Requests a backup, to wait for it later. */
  async begin({ includeStorage, signal, timeoutMs }: NewBackupOptions = {}): Promise<BackupJob> {
    const backup = await this.#call<Backup>("begin", { includeStorage }, { signal, timeoutMs }, "Backup");
    return new BackupJob(this.#connection, this.#deployment, backup.id);
  }

  /** Returns a complete backup as a stream: a ZIP file, as an export. */
  open(backup: Backup | number, options: LongCallOptions = {}): Promise<Download> {
    const receiver = { deployment: this.#deployment };
    return this.#connection.open("deployment.backups.open", { id: idOf(backup) }, receiver, options);
  }

  /** Saves a backup to a new file. Returns its length in bytes. Browsers have no paths: use {@link Backups.open}. */
  async download(backup: Backup | number, to: FilePath, options: LongCallOptions = {}): Promise<number> {
    return this.#call<number>("save", { id: idOf(backup), path: toPath(to) }, options);
  }

  /** Deletes a backup. Returns `false` if it does not exist. */
  delete(backup: Backup | number, options: CallOptions = {}): Promise<boolean> {
    return this.#call("delete", { id: idOf(backup) }, options);
  }

  #call<T>(verb: string, request: object, options: LongCallOptions, shape?: string): Promise<T> {
    const receiver = { deployment: this.#deployment };
    return this.#connection.call<T>(`deployment.backups.${verb}`, request, receiver, options, shape);
  }
}

/** A backup that was requested. */
export class BackupJob {
  /** Backup ID. */
  readonly id: number;
  readonly #connection: Connection;
  readonly #deployment: DeploymentPath;

  /** Creates the job of a backup. */
  constructor(connection: Connection, deployment: DeploymentPath, id: number) {
    this.#connection = connection;
    this.#deployment = deployment;
    this.id = id;
  }

  /** Waits for the backup. Above `timeoutMs`, it fails with a `TimedOutError`, and the backup continues. */
  wait({ signal, timeoutMs, onProgress }: LongCallOptions = {}): Promise<Backup> {
    const receiver = { deployment: this.#deployment };
    const request = { id: this.id, timeoutMs };
    return this.#connection.call<Backup>("deployment.backups.wait", request, receiver, { signal, onProgress }, "Backup");
  }

  /** Cancels the backup. */
  async cancel(options: CallOptions = {}): Promise<void> {
    const receiver = { deployment: this.#deployment };
    await this.#connection.call("deployment.backups.cancel", { id: this.id }, receiver, options);
  }
}

/** Returns the ID of a backup. */
export function idOf(backup: Backup | number): number {
  return typeof backup === "number" ? backup : backup.id;
}
