import { useCallback, useEffect, useState } from "react";

/** Data that is loaded. */
export type Loaded<T> =
  | { readonly state: "loading" }
  | { readonly state: "failed"; readonly error: unknown }
  | { readonly state: "ready"; readonly value: T };

const LOADING = { state: "loading" } as const;

/** Loads data when the screen opens and when `parts` change. The second value loads it again. */
export function useLoad<T>(
  load: (signal: AbortSignal) => Promise<T>,
  parts: readonly unknown[],
): readonly [Loaded<T>, () => void] {
  const [loaded, setLoaded] = useState<Loaded<T>>(LOADING);
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    const controller = new AbortController();
    setLoaded(LOADING);
    load(controller.signal).then(
      (value) => controller.signal.aborted || setLoaded({ state: "ready", value }),
      (error: unknown) => controller.signal.aborted || setLoaded({ state: "failed", error }),
    );
    return () => controller.abort();
    // The caller names the parts that `load` depends on.
  }, [...parts, turn]);
  return [loaded, useCallback(() => setTurn((last) => last + 1), [])];
}
