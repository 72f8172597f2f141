import type { ReactNode } from "react";
import { formatExact, formatRelative } from "../lib/time.ts";

/** A time relative to now. The exact one is its title. */
export function Time({ at, otherwise = "Never" }: { readonly at: Date | undefined; readonly otherwise?: string }): ReactNode {
  if (at === undefined) return <span className="faint">{otherwise}</span>;
  return (
    <time dateTime={at.toISOString()} title={formatExact(at)}>
      {formatRelative(at)}
    </time>
  );
}
