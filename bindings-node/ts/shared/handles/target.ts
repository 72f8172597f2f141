import type { DeploymentPath } from "../../generated/operation-types.js";
import type { Connection } from "../connection.js";
import { DeploymentHandle } from "./deployment.js";
// Declares the symbol, for users whose library lacks it.
import "./dispose.js";
import { disposable } from "./dispose.js";

/** The one deployment that a key or the environment names. */
export class Target extends DeploymentHandle {
  /** Rule that chose the deployment, such as `CONVEX_DEPLOY_KEY`. */
  readonly chosenBy: string;
  readonly #connection: Connection;

  /** Creates the target of a connection. */
  constructor(connection: Connection, path: DeploymentPath, chosenBy: string) {
    super(connection, path);
    this.#connection = connection;
    this.chosenBy = chosenBy;
  }

  /** Returns the deployment that a connection is to. */
  static of(connection: Connection): Target {
    const { path, chosenBy } = connection.callNow<{ path: DeploymentPath; chosenBy: string }>("target", {});
    return new Target(connection, path, chosenBy);
  }

  /** Closes the connection. Also the end of `await using`. */
  async close(): Promise<void> {
    this.#connection.close();
  }

  /** Closes the connection. */
  declare [Symbol.asyncDispose]: () => Promise<void>;

  /** Returns the same target at another path. */
  protected override at(path: DeploymentPath): Target {
    return new Target(this.#connection, path, this.chosenBy);
  }
}

disposable(Target);
