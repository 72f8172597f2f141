import { type ReactNode, useState } from "react";
import type { Deployment } from "convex-ops-wasm";
import { TextField } from "./field.tsx";

/** The name that a person has typed before a change of a deployment. Other types than production need none. */
export interface TypedName {
  readonly isConfirmed: boolean;
  /** The deployment, with the confirmation if it needs one. */
  readonly confirmed: () => Deployment;
  /** The field. */
  readonly field: ReactNode;
}

/** Asks for the name of a production deployment before it is changed. */
export function useTypedName(deployment: Deployment): TypedName {
  const [typed, setTyped] = useState("");
  if (deployment.type !== "prod") return { isConfirmed: true, confirmed: () => deployment, field: null };
  return {
    isConfirmed: typed === deployment.name,
    // The library compares the name too, before the first change.
    confirmed: () => deployment.confirm(typed),
    field: (
      <div className="production">
        <p>
          This changes production. Type <strong>{deployment.name}</strong> to confirm.
        </p>
        <TextField label="Name of the deployment" value={typed} onChange={(event) => setTyped(event.target.value)} />
      </div>
    ),
  };
}
