/**
 * A platform for tests of your own: in memory, and not shared, so that tests run in parallel. Works with any test runner.
 *
 * @module
 */
import { connect } from "./connect.js";
import type { App } from "./shared/app.js";
import type { Convex } from "./shared/handles/convex.js";
import type { Deployment } from "./shared/handles/deployment.js";
// Declares the symbol, for users whose library lacks it.
import "./shared/handles/dispose.js";
import { disposable } from "./shared/handles/dispose.js";

/** Options of {@link startTestPlatform}. */
export interface TestPlatformOptions {
  /** App to deploy: a path, `git:REV`, or an artifact. */
  readonly app?: App | undefined;
}

/** A platform in memory, with a deployment. */
export class TestPlatform {
  /** The root of handles. Its team has a paid plan. */
  readonly convex: Convex;
  /** A production deployment whose changes need no confirmation. */
  readonly deployment: Deployment;

  /** Creates the platform of a connection. */
  constructor(convex: Convex, deployment: Deployment) {
    this.convex = convex;
    this.deployment = deployment;
  }

  /** Ends the platform. Also the end of `await using`. */
  async close(): Promise<void> {
    await this.convex.close();
  }

  /** Ends the platform. */
  declare [Symbol.asyncDispose]: () => Promise<void>;
}

disposable(TestPlatform);

/** Starts a platform. */
export async function startTestPlatform({ app }: TestPlatformOptions = {}): Promise<TestPlatform> {
  const convex = connect("embedded:");
  const team = await convex.teams.list().first();
  if (team === undefined) throw new Error("the platform has no team");
  const project = await team.project("app").ensure();
  const deployment = (await project.production().ensure()).confirmSelf();
  if (app !== undefined) await deployment.deploy(app, { message: "test" });
  return new TestPlatform(convex, deployment);
}
