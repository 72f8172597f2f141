import type { Backup, Deployment } from "convex-ops-wasm";
import { type ReactNode, useState } from "react";
import { Badge } from "../components/badge.tsx";
import { type DeploymentPlace, DeploymentScreen } from "../components/deployment-screen.tsx";
import { Empty, Failure, Loading } from "../components/status.tsx";
import { Table } from "../components/table.tsx";
import { Time } from "../components/time.tsx";
import { saveFile } from "../lib/save-file.ts";
import { useAction } from "../lib/use-action.ts";
import { useList } from "../lib/use-list.ts";
import { RestoreBackup } from "./restore-backup.tsx";

const STATES: Record<string, string> = {
  requested: "Requested",
  inProgress: "In progress",
  complete: "Complete",
  failed: "Failed",
  canceled: "Cancelled",
};

/** The backups of a deployment. */
export function BackupsScreen({ place }: { readonly place: DeploymentPlace }): ReactNode {
  return <DeploymentScreen place={place}>{(deployment) => <Backups deployment={deployment} place={place} />}</DeploymentScreen>;
}

function Backups({ deployment, place }: { readonly deployment: Deployment; readonly place: DeploymentPlace }): ReactNode {
  const { items, isComplete, error, reload } = useList((signal) => deployment.backups.list({ signal }), [deployment]);
  const [restoring, setRestoring] = useState<Backup>();
  const create = useAction(async () => {
    await deployment.backups.create({ includeStorage: false });
    reload();
  });
  const download = useAction(async (backup: Backup) => {
    const bytes = await (await deployment.backups.open(backup)).bytes();
    saveFile(`backup-${backup.deploymentName}-${backup.id}.zip`, new Blob([bytes as Uint8Array<ArrayBuffer>], { type: "application/zip" }));
  });
  return (
    <>
      <div className="toolbar">
        <button type="button" className="primary" disabled={create.isRunning} onClick={() => void create.run()}>
          {create.isRunning ? "Making a backup…" : "Make a backup"}
        </button>
      </div>
      {create.error !== undefined && <Failure error={create.error} />}
      {download.error !== undefined && <Failure error={download.error} />}
      {error !== undefined && <Failure error={error} retry={reload} />}
      {!isComplete && <Loading what="the backups" />}
      {isComplete && error === undefined && items.length === 0 && (
        <Empty title="No backups yet">Make one before a risky change. It contains all documents, but no code and no variables.</Empty>
      )}
      {items.length > 0 && <BackupTable backups={items} download={download.run} restore={setRestoring} />}
      {restoring !== undefined && <RestoreBackup backup={restoring} place={place} close={() => setRestoring(undefined)} />}
    </>
  );
}

function BackupTable({
  backups,
  download,
  restore,
}: {
  readonly backups: readonly Backup[];
  readonly download: (backup: Backup) => Promise<void>;
  readonly restore: (backup: Backup) => void;
}): ReactNode {
  return (
    <Table
      caption="Backups"
      items={backups}
      keyOf={({ id }) => id}
      columns={[
        { name: "Backup", cell: ({ id }) => `Backup ${id}` },
        { name: "Created", cell: ({ created }) => <Time at={created} /> },
        { name: "State", cell: ({ state }) => <Badge>{STATES[state] ?? state}</Badge> },
        { name: "Files", cell: ({ includeStorage }) => (includeStorage ? "Included" : "Not included") },
        { name: "Expires", cell: ({ expires }) => <Time at={expires} /> },
        {
          name: "Actions",
          isAction: true,
          cell: (backup) =>
            backup.state === "complete" && (
              <span className="buttons">
                <button type="button" onClick={() => void download(backup)} aria-label={`Download backup ${backup.id}`}>
                  Download
                </button>
                <button type="button" onClick={() => restore(backup)} aria-label={`Restore backup ${backup.id}`}>
                  Restore…
                </button>
              </span>
            ),
        },
      ]}
    />
  );
}
