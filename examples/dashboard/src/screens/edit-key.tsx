import type { Deployment, NewDeployKey, Preset } from "convex-ops-wasm";
import type { ReactNode } from "react";
import { useTypedName } from "../components/confirm-name.tsx";
import { FormDialog } from "../components/dialog.tsx";
import { ChoiceField, TextField } from "../components/field.tsx";
import { DAY } from "../lib/time.ts";
import { useAction } from "../lib/use-action.ts";

const PRESETS: readonly (readonly [Preset, string])[] = [
  ["deployer", "Deployer: deploys, and reads what a deploy needs"],
  ["prGate", "Gate of pull requests: only reads"],
  ["backup", "Backup: makes and downloads backups"],
  ["full", "Full: all that deploy keys can do"],
];

const EXPIRIES = [
  [String(30 * DAY), "In 30 days"],
  [String(90 * DAY), "In 90 days"],
  [String(365 * DAY), "In a year"],
  ["", "Never"],
] as const;

/** Creates a deploy key. */
export function NewKey({
  deployment,
  close,
  created,
}: {
  readonly deployment: Deployment;
  readonly close: () => void;
  readonly created: (key: NewDeployKey) => void;
}): ReactNode {
  const typed = useTypedName(deployment);
  const action = useAction(async (form: FormData) => {
    const [name, preset, expiry] = [String(form.get("name")).trim(), form.get("preset") as Preset, String(form.get("expiry"))];
    const expiresInMs = expiry === "" ? undefined : Number(expiry);
    created(await typed.confirmed().deployKeys.create(name, { preset, expiresInMs }));
  });
  return (
    <FormDialog title="New deploy key" submit="Create key" action={action} close={close} canSubmit={typed.isConfirmed}>
      <TextField label="Name" name="name" required help="The name of its user, such as ci." />
      <ChoiceField label="Purpose" name="preset" choices={PRESETS} />
      <ChoiceField label="Expires" name="expiry" choices={EXPIRIES} />
      {typed.field}
    </FormDialog>
  );
}

/** Deletes a deploy key. */
export function DeleteKey({
  deployment,
  name,
  close,
  changed,
}: {
  readonly deployment: Deployment;
  readonly name: string;
  readonly close: () => void;
  readonly changed: () => void;
}): ReactNode {
  const typed = useTypedName(deployment);
  const action = useAction(async () => {
    await typed.confirmed().deployKeys.delete(name);
    changed();
  });
  return (
    <FormDialog title={`Delete key “${name}”?`} submit="Delete" danger action={action} close={close} canSubmit={typed.isConfirmed}>
      <p>Programs that use it lose their access at once.</p>
      {typed.field}
    </FormDialog>
  );
}
