import { Connection as NativeConnection } from "./crossing.js";
import { Connection, openNative, type Token } from "./shared/connection.js";
import { Convex } from "./shared/handles/convex.js";
import { Target } from "./shared/handles/target.js";
import { Secret } from "./shared/secret.js";

/** Options of {@link connect}. */
export interface ConnectOptions {
  /**
   * An access token, or a function that returns one for each call. `CONVEX_ACCESS_TOKEN` by default. `embedded:` needs
   * none.
   */
  readonly token?: Token | undefined;
  /** Maximum time of a call, with all its attempts, in milliseconds. 120,000 by default. */
  readonly timeoutMs?: number | undefined;
  /** Maximum number of attempts of a call. 5 by default; 1 disables retries. */
  readonly maxAttempts?: number | undefined;
  /**
   * Folder of the release store: `CONVEX_OPS_RELEASES`, or else `.convex-ops/releases`, by default. `embedded:` keeps
   * releases in memory.
   */
  readonly releases?: string | undefined;
}

/** Options of {@link fromDeployKey}. */
export interface DeployKeyOptions {
  /** URL of a self-hosted deployment, whose admin key does not contain its name. */
  readonly url?: string | undefined;
  /** Location of the platform. `https://api.convex.dev` by default. */
  readonly platform?: string | undefined;
  /** Maximum time of a call, with all its attempts, in milliseconds. 120,000 by default. */
  readonly timeoutMs?: number | undefined;
  /** Maximum number of attempts of a call. 5 by default; 1 disables retries. */
  readonly maxAttempts?: number | undefined;
  /**
   * Folder of the release store: `CONVEX_OPS_RELEASES`, or else `.convex-ops/releases`, by default. `embedded:` keeps
   * releases in memory.
   */
  readonly releases?: string | undefined;
}

/** Environment variables by name. */
export type Env = { readonly [name: string]: string | undefined };

/**
 * Connects to the platform at `location`: `https://api.convex.dev` (the default) or another server of the same API,
 * `embedded:` for a platform in this process, or `embedded:PATH` for one in a file. No call is made.
 */
export function connect(location?: string, options: ConnectOptions = {}): Convex {
  const { token, timeoutMs, maxAttempts, releases } = options;
  const perCall = typeof token === "function";
  const request = {
    location,
    token: perCall ? undefined : textOf(token),
    tokenPerCall: perCall,
    timeoutMs,
    maxAttempts,
    releases,
  };
  return new Convex(new Connection(open(request), token));
}

/**
 * Returns the deployment that `npx convex deploy` would choose. `chosenBy` is the rule that chose it.
 *
 * Reads `CONVEX_DEPLOY_KEY`, `CONVEX_SELF_HOSTED_URL` with `CONVEX_SELF_HOSTED_ADMIN_KEY`, or `CONVEX_DEPLOYMENT` with
 * `CONVEX_ACCESS_TOKEN`: from `env` or, without it, from the environment of this process, with the files `.env.local` and
 * `.env` of the current folder. `CONVEX_DEPLOYMENT` chooses the production deployment of its project.
 */
export function fromEnv(env?: Env, options: { readonly releases?: string | undefined } = {}): Target {
  const environment = env === undefined || Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined));
  return Target.of(new Connection(open({ environment, ...options })));
}

/** Returns the deployment that a deploy key belongs to. */
export function fromDeployKey(key: string | Secret, options: DeployKeyOptions = {}): Target {
  const { url, platform, ...rest } = options;
  const request = { deployKey: textOf(key), deploymentUrl: url, location: platform, ...rest };
  return Target.of(new Connection(open(request)));
}

function open(request: object): NativeConnection {
  return openNative(() => new NativeConnection(JSON.stringify(request))) as NativeConnection;
}

function textOf(secret: string | Secret | undefined): string | undefined {
  return secret instanceof Secret ? secret.expose() : secret;
}
