import type { Pager } from "convex-ops-wasm";
import { useCallback, useEffect, useState } from "react";

/** A list that arrives page by page. */
export interface List<T> {
  readonly items: readonly T[];
  readonly isComplete: boolean;
  readonly error: unknown;
  readonly reload: () => void;
}

/** Reads a list when the screen opens and when `parts` change. Items are shown as they arrive. */
export function useList<T>(
  open: (signal: AbortSignal) => Promise<Pager<T>> | Pager<T>,
  parts: readonly unknown[],
  most = Number.POSITIVE_INFINITY,
): List<T> {
  const [list, setList] = useState<Omit<List<T>, "reload">>(EMPTY);
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    const { signal, read } = start(open, most, setList);
    void read;
    return () => signal.abort();
    // The caller names the parts that `open` depends on.
  }, [...parts, most, turn]);
  return { ...list, reload: useCallback(() => setTurn((last) => last + 1), []) };
}

const EMPTY = { items: [], isComplete: false, error: undefined } as const;

function start<T>(
  open: (signal: AbortSignal) => Promise<Pager<T>> | Pager<T>,
  most: number,
  show: (list: Omit<List<T>, "reload">) => void,
): { signal: AbortController; read: Promise<void> } {
  const controller = new AbortController();
  const { signal } = controller;
  const read = async (): Promise<void> => {
    const items: T[] = [];
    show(EMPTY);
    try {
      for await (const page of (await open(signal)).pages()) {
        if (signal.aborted) return;
        items.push(...page.items);
        const isComplete = page.nextCursor === undefined || items.length >= most;
        show({ items: [...items], isComplete, error: undefined });
        if (isComplete) return;
      }
    } catch (error) {
      if (!signal.aborted) show({ items: [...items], isComplete: true, error });
    }
  };
  return { signal: controller, read: read() };
}
