// Copied from `bindings-node/ts/shared` by `cargo xtask gen`: do not edit.
import type { DeploymentPath, Release as ReleaseData } from "../../generated/operation-types.js";
import type { CallOptions } from "../call-options.js";
import type { Connection } from "../connection.js";
import type { Pager } from "../pager.js";
import { type Release, withReport } from "./deploying.js";

/** Releases of a deployment, in the release store of the connection. */
export class Releases {
  readonly #connection: Connection;
  readonly #deployment: DeploymentPath;

  /** Creates the collection. */
  constructor(connection: Connection, deployment: DeploymentPath) {
    this.#connection = connection;
    this.#deployment = deployment;
  }

  /** Lists the releases, latest first. Those whose deploy failed are among them. */
  list(options: CallOptions = {}): Pager<Release> {
    const receiver = { deployment: this.#deployment };
    const make = (release: ReleaseData): Release => withReport(release);
    return this.#connection.list("deployment.releases.list", {}, receiver, options, "Release", make);
  }

  /** Gets a release by its number. */
  async get(number: number, options: CallOptions = {}): Promise<Release> {
    return withReport(await this.#call<ReleaseData>("get", { number }, options));
  }

  /** Gets the latest release that became live, if the store has one. */
  async latest(options: CallOptions = {}): Promise<Release | undefined> {
    const release = await this.#call<ReleaseData | null>("latest", {}, options);
    return release === null ? undefined : withReport(release);
  }

  #call<T>(verb: string, request: object, options: CallOptions): Promise<T> {
    const receiver = { deployment: this.#deployment };
    return this.#connection.call<T>(`deployment.releases.${verb}`, request, receiver, options, "Release");
  }
}
