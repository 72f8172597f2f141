/** `fetch`, or a function of the same form, such as one that adds a header. */
export type Fetch = (input: string, init?: object) => Promise<unknown>;

/** A request that was sent. */
export interface Exchange {
  /** The head of the response, once it has arrived. */
  readonly head: Promise<Head>;
  /** Ends the request and its response. */
  abort(): void;
}

/** The head of a response. */
export interface Head {
  readonly status: number;
  /** Names and values in turn. */
  readonly headers: readonly string[];
  /** Reads the next piece of the body: `undefined` at the end. */
  read(): Promise<Uint8Array | undefined>;
}

/** Sends an HTTP request. `headers` are names and values in turn. */
export type Send = (
  method: string,
  url: string,
  headers: readonly string[],
  body: Uint8Array | undefined,
) => Exchange;

/** Returns a function that sends HTTP requests with `fetch`: by default, that of the host. */
export function sender(fetch: Fetch | undefined): Send {
  const isOwn = fetch === undefined || fetch === globalThis.fetch;
  const sent: Fetch = fetch ?? ((input, init) => globalThis.fetch(input, init));
  return (method, url, headers, body) => {
    const controller = new AbortController();
    const init: RequestInit = {
      method,
      headers: pairs(headers),
      signal: controller.signal,
      redirect: "manual",
      cache: "no-store",
    };
    if (body !== undefined) init.body = body as Uint8Array<ArrayBuffer>;
    const response = sent(url, init) as Promise<Response>;
    return { head: headOf(isOwn ? response.catch((error: unknown) => Promise.reject(explain(error, url))) : response), abort: () => controller.abort() };
  };
}

async function headOf(sent: Promise<Response>): Promise<Head> {
  const response = await sent;
  if (response.type === "opaqueredirect") throw new Error("the server redirected the request");
  const reader = response.body?.getReader();
  return {
    status: response.status,
    headers: [...response.headers].flat(),
    read: async () => (await reader?.read())?.value,
  };
}

/** Names the way if a page calls another server: browsers do not tell if that server refuses the page. */
function explain(error: unknown, url: string): unknown {
  const page = (globalThis as { location?: { origin: string } }).location?.origin;
  const { origin } = new URL(url);
  if (!(error instanceof TypeError) || page === undefined || page === origin) return error;
  const way = "use `convex-ops dashboard`, whose proxy serves a page and forwards its calls, or a proxy of your own";
  return new Error(`${error.message}: ${origin} may not allow pages of ${page} (CORS); ${way}`);
}

function pairs(headers: readonly string[]): [string, string][] {
  const found: [string, string][] = [];
  for (let index = 0; index + 1 < headers.length; index += 2) {
    const name = headers[index] as string;
    // Browsers send their own.
    if (name !== "user-agent") found.push([name, headers[index + 1] as string]);
  }
  return found;
}
