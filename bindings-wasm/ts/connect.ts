import { openConnection } from "./crossing.js";
import { Connection, openNative, type Token } from "./shared/connection.js";
import { InvalidInputError } from "./shared/errors.js";
import { Convex } from "./shared/handles/convex.js";
import { Target } from "./shared/handles/target.js";
import { Secret } from "./shared/secret.js";
import { type Fetch, sender } from "./transport.js";

/** Options of {@link connect}. */
export interface ConnectOptions {
  /**
   * An access token, or a function that returns one for each call. It may be absent if a proxy adds it: a page should not
   * contain a token of more than the member who sees it.
   */
  readonly token?: Token | undefined;
  /** `fetch`, or a function of the same form, such as one that adds a header. `globalThis.fetch` by default. */
  readonly fetch?: Fetch | undefined;
  /** Maximum time of a call, with all its attempts, in milliseconds. 120,000 by default. */
  readonly timeoutMs?: number | undefined;
  /** Maximum number of attempts of a call. 5 by default; 1 disables retries. */
  readonly maxAttempts?: number | undefined;
}

/**
 * Connects to the platform at `location`: a URL, or that of a proxy relative to the page, such as `/convex-api`. No call
 * is made.
 */
export function connect(location: string, options: ConnectOptions = {}): Convex {
  const { token, timeoutMs, maxAttempts } = options;
  const perCall = typeof token === "function";
  const request = {
    location: resolve(location),
    token: perCall ? undefined : textOf(token),
    tokenPerCall: perCall,
    timeoutMs,
    maxAttempts,
  };
  return new Convex(open(request, options.fetch, token));
}

/** Options of {@link fromDeployKey}. */
export interface DeployKeyOptions {
  /** URL of a self-hosted deployment, whose admin key does not contain its name. */
  readonly url?: string | undefined;
  /** Location of the platform. `https://api.convex.dev` by default. */
  readonly platform?: string | undefined;
  /** `fetch`, or a function of the same form. `globalThis.fetch` by default. */
  readonly fetch?: Fetch | undefined;
  /** Maximum time of a call, with all its attempts, in milliseconds. 120,000 by default. */
  readonly timeoutMs?: number | undefined;
  /** Maximum number of attempts of a call. 5 by default; 1 disables retries. */
  readonly maxAttempts?: number | undefined;
}

/** Returns the deployment that a deploy key belongs to. No call is made. */
export function fromDeployKey(key: string | Secret, options: DeployKeyOptions = {}): Target {
  const { url, platform, timeoutMs, maxAttempts } = options;
  const request = { deployKey: textOf(key), deploymentUrl: url, location: platform, timeoutMs, maxAttempts };
  return Target.of(open(request, options.fetch, undefined));
}

function open(request: object, fetch: Fetch | undefined, token: Token | undefined): Connection {
  const send = sender(fetch);
  return new Connection(
    openNative(() => openConnection(JSON.stringify(request), send)),
    token,
  );
}

function textOf(secret: string | Secret | undefined): string | undefined {
  return secret instanceof Secret ? secret.expose() : secret;
}

/** Returns the complete URL of a location, which may be relative to the page. */
function resolve(location: string): string {
  const page = (globalThis as { location?: { href: string } }).location?.href;
  try {
    return new URL(location, page).href;
  } catch {
    throw new InvalidInputError({
      kind: "invalidInput",
      message: `invalid location \`${location}\``,
      help: page === undefined ? "use a complete URL" : "use a URL, or a path such as `/convex-api`",
      retryable: false,
    });
  }
}
