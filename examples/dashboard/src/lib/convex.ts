/** The connection to the platform, through the proxy that serves this page. */
import { connect, type Convex } from "convex-ops-wasm";
import { runSecret } from "./run-secret.ts";

const SECRET_HEADER = "x-dashboard-secret";

/** Adds the secret of the run to a request of this page. */
export function callServer(path: string, init: RequestInit = {}): Promise<Response> {
  const headers = new Headers(init.headers);
  headers.set(SECRET_HEADER, runSecret() ?? "");
  return fetch(path, { ...init, headers });
}

/** Sends a request through the proxy: also one to the address of a deployment. */
function send(input: string, init?: object): Promise<Response> {
  const url = new URL(input, location.href);
  const path = url.origin === location.origin ? url.pathname : `/convex-deployments/${url.host}${url.pathname}`;
  return callServer(path + url.search, init);
}

let connected: Convex | undefined;

/** Returns the connection. */
export function convex(): Convex {
  connected ??= connect("/convex-api", { fetch: send, maxAttempts: 3 });
  return connected;
}

/** Facts about the run of the server. */
export interface Session {
  readonly platform: string;
  readonly isEmbedded: boolean;
}

/** Reads the facts about the run. */
export async function readSession(): Promise<Session> {
  const response = await callServer("/session").catch(() => Promise.reject(new NoProxy()));
  if (response.headers.get("content-type") !== "application/json") throw new NoProxy();
  if (!response.ok) throw new RefusedSecret();
  return (await response.json()) as Session;
}

/** Another server than the dashboard's own serves the page, or none any longer. */
export class NoProxy extends Error {}

/** The server does not know the secret of this tab. */
export class RefusedSecret extends Error {}
