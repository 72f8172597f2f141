import type { Backup, Deployment } from "convex-ops-wasm";
import { type ReactNode, useState } from "react";
import type { DeploymentPlace } from "../components/deployment-screen.tsx";
import { FormDialog, NoticeDialog } from "../components/dialog.tsx";
import { ChoiceField, TextField } from "../components/field.tsx";
import { Failure, Loading } from "../components/status.tsx";
import { convex } from "../lib/convex.ts";
import { useAction } from "../lib/use-action.ts";
import { useLoad } from "../lib/use-load.ts";

/** Restores a backup into a deployment that is not production. */
export function RestoreBackup({
  backup,
  place,
  close,
}: {
  readonly backup: Backup;
  readonly place: DeploymentPlace;
  readonly close: () => void;
}): ReactNode {
  const { team, project } = place;
  const [loaded, reload] = useLoad((signal) => convex().team(team).project(project).deployments.list({ signal }).all(), [team, project]);
  const title = `Restore backup ${backup.id}`;
  const targets = loaded.state === "ready" ? loaded.value.filter(({ type }) => type !== "prod") : [];
  if (targets.length > 0) return <Choose title={title} backup={backup} targets={targets} close={close} />;
  return (
    <NoticeDialog title={title} done="Close" close={close}>
      {loaded.state === "loading" && <Loading what="the deployments" />}
      {loaded.state === "failed" && <Failure error={loaded.error} retry={reload} />}
      {loaded.state === "ready" && <p>The project has no deployment but production. Create a development deployment first.</p>}
    </NoticeDialog>
  );
}

function Choose({
  title,
  backup,
  targets,
  close,
}: {
  readonly title: string;
  readonly backup: Backup;
  readonly targets: readonly Deployment[];
  readonly close: () => void;
}): ReactNode {
  const [name, setName] = useState(targets[0]?.name ?? "");
  const [typed, setTyped] = useState("");
  const [documents, setDocuments] = useState<number>();
  const action = useAction(async () => {
    const target = targets.find((one) => one.name === name);
    if (target !== undefined) setDocuments((await target.confirm(typed).restore(backup)).documents);
  });
  if (documents !== undefined) {
    return (
      <NoticeDialog title={title} done="Close" close={close}>
        <p role="status">Restored {documents === 1 ? "1 document" : `${documents} documents`} into {name}.</p>
      </NoticeDialog>
    );
  }
  return (
    <FormDialog title={title} submit="Restore" danger action={action} close={close} canSubmit={typed === name}>
      <ChoiceField
        label="Into"
        choices={targets.map((one) => [one.name, `${one.reference} (${one.name})`] as const)}
        value={name}
        onChange={(event) => setName(event.target.value)}
        help="Production is not offered."
      />
      <p>
        All documents of <strong>{name}</strong> are replaced.
      </p>
      <TextField label={`Type ${name} to confirm`} value={typed} onChange={(event) => setTyped(event.target.value)} />
    </FormDialog>
  );
}
