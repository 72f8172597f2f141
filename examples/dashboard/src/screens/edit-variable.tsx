import type { Deployment } from "convex-ops-wasm";
import type { ReactNode } from "react";
import { useTypedName } from "../components/confirm-name.tsx";
import { FormDialog } from "../components/dialog.tsx";
import { AreaField, TextField } from "../components/field.tsx";
import { useAction } from "../lib/use-action.ts";

interface Dialog {
  readonly deployment: Deployment;
  readonly name: string;
  readonly close: () => void;
  readonly changed: () => void;
}

/** Sets a variable: a new one if the name is empty. */
export function EditVariable({
  deployment,
  name,
  close,
  changed,
}: Dialog): ReactNode {
  const typed = useTypedName(deployment);
  const isNew = name === "";
  const action = useAction(async (form: FormData) => {
    const target = isNew ? String(form.get("name")).trim() : name;
    await typed.confirmed().environment.update({ [target]: String(form.get("value")) });
    changed();
  });
  const title = isNew ? "New variable" : `Edit ${name}`;
  return (
    <FormDialog title={title} submit="Save" action={action} close={close} canSubmit={typed.isConfirmed}>
      {isNew && (
        <TextField label="Name" name="name" required pattern="[A-Za-z_][A-Za-z0-9_]*" help="Letters, digits and _, such as API_KEY." />
      )}
      <AreaField label="Value" name="value" rows={3} help={isNew ? undefined : "Replaces the value, which is not shown here."} />
      {typed.field}
    </FormDialog>
  );
}

/** Removes a variable. */
export function RemoveVariable({ deployment, name, close, changed }: Dialog): ReactNode {
  const typed = useTypedName(deployment);
  const action = useAction(async () => {
    await typed.confirmed().environment.update({ [name]: null });
    changed();
  });
  return (
    <FormDialog title={`Remove ${name}?`} submit="Remove" danger action={action} close={close} canSubmit={typed.isConfirmed}>
      <p>Functions that read it then find it unset.</p>
      {typed.field}
    </FormDialog>
  );
}
