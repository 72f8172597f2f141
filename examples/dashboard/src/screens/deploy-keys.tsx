import type { DeployKey, Deployment, NewDeployKey } from "convex-ops-wasm";
import { type ReactNode, useState } from "react";
import { CopyButton } from "../components/copy-button.tsx";
import { type DeploymentPlace, DeploymentScreen } from "../components/deployment-screen.tsx";
import { NoticeDialog } from "../components/dialog.tsx";
import { Empty, Failure, Loading } from "../components/status.tsx";
import { Table } from "../components/table.tsx";
import { Time } from "../components/time.tsx";
import { useList } from "../lib/use-list.ts";
import { DeleteKey, NewKey } from "./edit-key.tsx";

/** The deploy keys of a deployment. */
export function DeployKeysScreen({ place }: { readonly place: DeploymentPlace }): ReactNode {
  return <DeploymentScreen place={place}>{(deployment) => <Keys deployment={deployment} />}</DeploymentScreen>;
}

function Keys({ deployment }: { readonly deployment: Deployment }): ReactNode {
  const { items, isComplete, error, reload } = useList((signal) => deployment.deployKeys.list({ signal }), [deployment]);
  const [isCreating, setCreating] = useState(false);
  const [created, setCreated] = useState<NewDeployKey>();
  const [deleted, setDeleted] = useState<string>();
  return (
    <>
      <div className="toolbar">
        <button type="button" className="primary" onClick={() => setCreating(true)}>
          New deploy key
        </button>
      </div>
      {error !== undefined && <Failure error={error} retry={reload} />}
      {!isComplete && <Loading what="the keys" />}
      {isComplete && error === undefined && items.length === 0 && (
        <Empty title="No deploy keys">Create one for your CI with “New deploy key”.</Empty>
      )}
      {items.length > 0 && <KeyTable keys={items} remove={setDeleted} />}
      {isCreating && (
        <NewKey
          deployment={deployment}
          close={() => setCreating(false)}
          created={(key) => {
            setCreating(false);
            setCreated(key);
          }}
        />
      )}
      {created !== undefined && (
        <Secret
          created={created}
          close={() => {
            setCreated(undefined);
            reload();
          }}
        />
      )}
      {deleted !== undefined && (
        <DeleteKey
          deployment={deployment}
          name={deleted}
          close={() => setDeleted(undefined)}
          changed={() => {
            setDeleted(undefined);
            reload();
          }}
        />
      )}
    </>
  );
}

function KeyTable({ keys, remove }: { readonly keys: readonly DeployKey[]; readonly remove: (name: string) => void }): ReactNode {
  return (
    <Table
      caption="Deploy keys"
      items={keys}
      keyOf={({ id }) => id}
      columns={[
        { name: "Name", cell: ({ name }) => name },
        {
          name: "Permissions",
          cell: ({ allowedActions }) => (allowedActions === undefined ? "All of deploy keys" : <Actions actions={allowedActions} />),
        },
        { name: "Last used", cell: ({ lastUsed }) => <Time at={lastUsed} /> },
        { name: "Expires", cell: ({ expires }) => <Time at={expires} /> },
        {
          name: "Changes",
          isAction: true,
          cell: ({ name }) => (
            <button type="button" onClick={() => remove(name)} aria-label={`Delete ${name}`}>
              Delete
            </button>
          ),
        },
      ]}
    />
  );
}

function Actions({ actions }: { readonly actions: readonly string[] }): ReactNode {
  return (
    <details>
      <summary>{actions.length === 1 ? "1 action" : `${actions.length} actions`}</summary>
      <ul>
        {actions.map((action) => (
          <li key={action}>
            <code>{action}</code>
          </li>
        ))}
      </ul>
    </details>
  );
}

function Secret({ created, close }: { readonly created: NewDeployKey; readonly close: () => void }): ReactNode {
  const text = created.secret.expose();
  return (
    <NoticeDialog title={`Key “${created.name}”`} done="I have saved the key" close={close}>
      <p>Copy the key now. It cannot be read again.</p>
      <p>
        <code className="value" data-testid="secret">
          {text}
        </code>
      </p>
      <CopyButton text={text} what="the key" />
    </NoticeDialog>
  );
}
