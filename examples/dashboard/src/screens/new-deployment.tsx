import { type ReactNode, useState } from "react";
import { useLocation } from "wouter";
import { FormDialog } from "../components/dialog.tsx";
import { ChoiceField, TextField } from "../components/field.tsx";
import { convex } from "../lib/convex.ts";
import { deploymentPath } from "../lib/paths.ts";
import { DAY, HOUR } from "../lib/time.ts";
import { useAction } from "../lib/use-action.ts";

const TYPES = [
  ["preview", "Preview, of a branch"],
  ["dev", "Development"],
  ["custom", "Custom, such as staging"],
  ["prod", "Production"],
] as const;

const EXPIRIES = [
  ["", "The platform's default"],
  [String(HOUR), "In an hour"],
  [String(DAY), "In a day"],
  [String(7 * DAY), "In a week"],
  ["never", "Never"],
] as const;

/** Creates a deployment or preview. */
export function NewDeployment({
  team,
  project,
  close,
}: {
  readonly team: string;
  readonly project: string;
  readonly close: () => void;
}): ReactNode {
  const [, go] = useLocation();
  const [type, setType] = useState("preview");
  const [typed, setTyped] = useState("");
  const isConfirmed = type !== "prod" || typed === project;
  const action = useAction(async (form: FormData) => {
    const [reference, expiry] = [String(form.get("reference")).trim(), String(form.get("expiry") ?? "")];
    const { id } = await convex().team(team).project(project).get();
    const expiresAt = expiry === "never" ? null : expiry === "" ? undefined : new Date(Date.now() + Number(expiry));
    const made = await convex().api.createDeployment({
      projectId: id,
      type,
      ...(reference !== "" && { reference: type === "preview" ? `preview/${reference}` : reference }),
      ...(expiresAt !== undefined && { expiresAt }),
    });
    close();
    go(deploymentPath(team, project, "reference" in made && typeof made.reference === "string" ? made.reference : made.name));
  });
  return (
    <FormDialog title="New deployment" submit="Create deployment" action={action} close={close} canSubmit={isConfirmed}>
      <ChoiceField label="Type" name="type" choices={TYPES} value={type} onChange={(event) => setType(event.target.value)} />
      <TextField
        label={type === "preview" ? "Branch" : "Reference"}
        name="reference"
        required={type === "preview" || type === "custom"}
        pattern="[a-z0-9\-\/]{3,92}"
        help={
          type === "preview" || type === "custom"
            ? "Lowercase letters, digits, - and /; at least 3."
            : "Lowercase letters, digits, - and /. Without it, the deployment becomes the default."
        }
      />
      {type !== "prod" && <ChoiceField label="Expires" name="expiry" choices={EXPIRIES} />}
      {type === "prod" && (
        <div className="production">
          <p>
            This creates production. Type <strong>{project}</strong> to confirm.
          </p>
          <TextField label="Slug of the project" value={typed} onChange={(event) => setTyped(event.target.value)} />
        </div>
      )}
    </FormDialog>
  );
}
