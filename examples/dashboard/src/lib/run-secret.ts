/**
 * The secret of the run, which the server expects with each call. The address that the command prints contains it after `#`.
 * It is kept for this tab alone; further tabs ask the open ones, which only pages of this origin can do.
 */

const KEY = "secret-of-the-run";
const CHANNEL = "convex-ops-dashboard";

/** Time that another tab has to answer, in milliseconds. */
const PATIENCE_MS = 300;

let secret: string | undefined;

/** Returns the secret, if it is known. */
export function runSecret(): string | undefined {
  return secret;
}

/** Finds the secret: in the address, in this tab, or in another one. Then removes it from the address. */
export async function findRunSecret(): Promise<void> {
  const found = new URLSearchParams(location.hash.slice(1)).get("secret");
  if (found !== null) history.replaceState(history.state, "", location.pathname + location.search);
  secret = found ?? sessionStorage.getItem(KEY) ?? (await askOtherTabs());
  if (secret === undefined) return;
  sessionStorage.setItem(KEY, secret);
  answerOtherTabs();
}

/** Forgets a secret that the server refused: it belongs to an earlier run on the same port. */
export function forgetRunSecret(): void {
  secret = undefined;
  sessionStorage.removeItem(KEY);
}

function askOtherTabs(): Promise<string | undefined> {
  const channel = new BroadcastChannel(CHANNEL);
  return new Promise((resolve) => {
    const done = (answer: string | undefined): void => {
      clearTimeout(timer);
      channel.close();
      resolve(answer);
    };
    const timer = setTimeout(() => done(undefined), PATIENCE_MS);
    channel.onmessage = ({ data }: MessageEvent<{ secret?: string }>) => {
      if (data.secret !== undefined) done(data.secret);
    };
    channel.postMessage({ asks: true });
  });
}

function answerOtherTabs(): void {
  const channel = new BroadcastChannel(CHANNEL);
  channel.onmessage = ({ data }: MessageEvent<{ asks?: boolean }>) => {
    if (data.asks === true && secret !== undefined) channel.postMessage({ secret });
  };
}
