// Copied from `bindings-node/ts/shared` by `cargo xtask gen`: do not edit.
import { type ImportSource, importSource } from "../../files.js";
import { DeploymentApi } from "../../generated/operations.js";
import type {
  Backup,
  Confirmation,
  Copied,
  DeploymentData,
  DeploymentPath,
  DryRun as DryRunData,
  ImportFormat,
  ImportMode,
  MetricUsage,
  Region,
  Release as ReleaseData,
} from "../../generated/operation-types.js";
import type { Plan, Report as ReportData } from "../../generated/types.js";
import { type App, appInput } from "../app.js";
import type { CallOptions, LongCallOptions } from "../call-options.js";
import type { Connection } from "../connection.js";
import type { Download } from "../download.js";
import { Report } from "../report.js";
import { Backups, idOf } from "./backups.js";
import { DeployKeys } from "./deploy-keys.js";
import {
  type CheckAppOptions,
  checkAppRequest,
  type DeployOptions,
  deployRequest,
  type DryRun,
  type Release,
  withReport,
} from "./deploying.js";
import { Environment } from "./environment.js";
import { Releases } from "./releases.js";

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

  /** The releases. */
  get releases(): Releases {
    return new Releases(this.#connection, this.#path);
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

  /**
   * Checks an app against what is live: the code, the schema, the documents and the scheduled calls. Nothing is changed.
   */
  async check(app: App, options: CheckAppOptions = {}): Promise<Report> {
    return Report.of(await this.#long<ReportData>("check", checkAppRequest(app, options), options));
  }

  /** Finds the deploys that lead safely from what is live to an app. */
  async plan(app: App, options: CheckAppOptions = {}): Promise<Plan> {
    return this.#long("plan", checkAppRequest(app, options), options);
  }

  /** Only checks an app, as a deploy would. A refusal of the gate is part of the result. */
  async deploy(app: App, options: DeployOptions & { readonly dryRun: true }): Promise<DryRun>;
  /**
   * Deploys an app, if the gate lets it pass: a place, an artifact, a release, or a deployment, whose latest release is
   * deployed. Rejects with a `DeployRefusedError` otherwise; nothing is changed then.
   */
  async deploy(app: App, options?: DeployOptions & { readonly dryRun?: false | undefined }): Promise<Release>;
  async deploy(
    app: App,
    { dryRun, ...options }: DeployOptions & { readonly dryRun?: boolean | undefined } = {},
  ): Promise<Release | DryRun> {
    return this.#change("deploy", dryRun, deployRequest({ app: appInput(app) }, options), options);
  }

  /** Only checks an earlier release, as a rollback would. */
  async rollback(to: number | Release, options: DeployOptions & { readonly dryRun: true }): Promise<DryRun>;
  /**
   * Goes back to the artifact of an earlier release, if the gate lets it pass: the old code must run on the documents and
   * scheduled calls of today, and serve the clients of today. A production deployment always needs a confirmation.
   */
  async rollback(
    to: number | Release,
    options?: DeployOptions & { readonly dryRun?: false | undefined },
  ): Promise<Release>;
  async rollback(
    to: number | Release,
    { dryRun, ...options }: DeployOptions & { readonly dryRun?: boolean | undefined } = {},
  ): Promise<Release | DryRun> {
    return this.#change("rollback", dryRun, deployRequest({ to }, options), options);
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

  async #change(
    verb: string,
    dryRun: boolean | undefined,
    request: object,
    options: LongCallOptions,
  ): Promise<Release | DryRun> {
    if (dryRun === true) return withReport(await this.#long<DryRunData>(`${verb}DryRun`, request, options, "DryRun"));
    return withReport(await this.#long<ReleaseData>(verb, request, options, "Release"));
  }

  /** Makes a call whose time limit is part of the request. */
  #long<T>(verb: string, request: object, { signal, onProgress }: LongCallOptions, shape?: string): Promise<T> {
    return this.#call(verb, request, { signal, onProgress }, shape);
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
