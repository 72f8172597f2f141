import type { Secret } from "convex-ops-wasm";
import { type ReactNode, useState } from "react";

/** A secret value, which is shown only on request. */
export function Masked({ name, value }: { readonly name: string; readonly value: Secret }): ReactNode {
  const [isShown, setShown] = useState(false);
  return (
    <span className="masked">
      <button type="button" aria-pressed={isShown} aria-label={`Show ${name}`} onClick={() => setShown(!isShown)}>
        {isShown ? "Hide" : "Show"}
      </button>
      {isShown ? <code className="value">{value.expose()}</code> : <span className="faint">Hidden</span>}
    </span>
  );
}
