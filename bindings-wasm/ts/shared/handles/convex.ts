// Copied from `bindings-node/ts/shared` by `cargo xtask gen`: do not edit.
import { PlatformApi } from "../../generated/operations.js";
import type { Identity, Release as ReleaseData, TeamData } from "../../generated/operation-types.js";
import type { CallOptions } from "../call-options.js";
import type { Connection } from "../connection.js";
import type { ListOptions, Pager } from "../pager.js";
import { type DeployOptions, deployRequest, type Release, withReport } from "./deploying.js";
import { DeploymentHandle } from "./deployment.js";
// Declares the symbol, for users whose library lacks it.
import "./dispose.js";
import { disposable } from "./dispose.js";
import { Team, TeamHandle } from "./team.js";

/** Teams. */
export class Teams {
  readonly #connection: Connection;

  /** Creates the collection. */
  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** Lists the teams of the member who owns the token, or the one of another token. */
  list({ pageSize, ...options }: CallOptions & ListOptions = {}): Pager<Team> {
    const connection = this.#connection;
    const make = (data: TeamData): Team => Team.of(connection, data);
    return connection.list("teams.list", { pageSize }, {}, options, "TeamData", make);
  }
}

/** Convex: the root of all handles. */
export class Convex {
  /** Every operation of the platform, as a method. */
  readonly api: PlatformApi;
  /** The teams. */
  readonly teams: Teams;
  readonly #connection: Connection;

  /** Creates the root of handles of a connection. */
  constructor(connection: Connection) {
    this.#connection = connection;
    this.api = new PlatformApi(connection);
    this.teams = new Teams(connection);
  }

  /** Returns a handle for a team, by slug or ID. */
  team(slug: string): TeamHandle {
    return new TeamHandle(this.#connection, slug);
  }

  /**
   * Returns a handle for a deployment, by its full name, such as `happy-otter-123`. The name is explicit: changes need no
   * further confirmation, but for those that replace or delete everything.
   */
  deployment(name: string): DeploymentHandle {
    return new DeploymentHandle(this.#connection, { selector: { by: "name", name } });
  }

  /**
   * Deploys a release to other deployments, or to one: handles, or full names. All of them are checked before the first is changed.
   */
  async promote(
    release: Release,
    { to, ...options }: DeployOptions & { readonly to: DeploymentHandle | string | Iterable<DeploymentHandle | string> },
  ): Promise<readonly Release[]> {
    const targets = typeof to === "string" || to instanceof DeploymentHandle ? [to] : [...to];
    const paths = targets.map((target) => (typeof target === "string" ? this.deployment(target) : target).path);
    const request = deployRequest({ release, to: paths }, options);
    const { signal, onProgress } = options;
    const call = { signal, onProgress };
    const releases = await this.#connection.call<readonly ReleaseData[]>("promote", request, {}, call, "Release");
    return releases.map(withReport);
  }

  /** Returns the caller that the token belongs to. */
  whoami(options: CallOptions = {}): Promise<Identity> {
    return this.#connection.call("whoami", {}, {}, options, "Identity");
  }

  /** Closes the connection. Also the end of `await using`. */
  async close(): Promise<void> {
    this.#connection.close();
  }

  /** Closes the connection. */
  declare [Symbol.asyncDispose]: () => Promise<void>;
}

disposable(Convex);
