import type { ReactNode } from "react";

/** A short fact, such as the type of a deployment. The text tells everything; the colour only helps. */
export function Badge({ kind, children }: { readonly kind?: string; readonly children: ReactNode }): ReactNode {
  return <span className={`badge badge-${kind ?? "plain"}`}>{children}</span>;
}

const TYPES: Record<string, string> = { prod: "Production", dev: "Development", preview: "Preview", custom: "Custom" };

/** The type of a deployment. */
export function TypeBadge({ type }: { readonly type: string }): ReactNode {
  return <Badge kind={type}>{TYPES[type] ?? type}</Badge>;
}
