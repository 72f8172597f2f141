import type { Deployment, Secret } from "convex-ops-wasm";
import { type ReactNode, useState } from "react";
import { type DeploymentPlace, DeploymentScreen } from "../components/deployment-screen.tsx";
import { Masked } from "../components/masked.tsx";
import { Ready } from "../components/ready.tsx";
import { Empty } from "../components/status.tsx";
import { Table } from "../components/table.tsx";
import { useLoad } from "../lib/use-load.ts";
import { EditVariable, RemoveVariable } from "./edit-variable.tsx";

/** The environment variables of a deployment. */
export function EnvironmentScreen({ place }: { readonly place: DeploymentPlace }): ReactNode {
  return <DeploymentScreen place={place}>{(deployment) => <Variables deployment={deployment} />}</DeploymentScreen>;
}

type Open = { readonly kind: "edit" | "remove"; readonly name: string } | undefined;

function Variables({ deployment }: { readonly deployment: Deployment }): ReactNode {
  const [loaded, reload] = useLoad((signal) => deployment.environment.get({ signal }), [deployment]);
  const [open, setOpen] = useState<Open>();
  const close = (): void => setOpen(undefined);
  const changed = (): void => {
    close();
    reload();
  };
  return (
    <>
      <div className="toolbar">
        <button type="button" className="primary" onClick={() => setOpen({ kind: "edit", name: "" })}>
          New variable
        </button>
      </div>
      <Ready loaded={loaded} what="the variables" retry={reload}>
        {(variables) => <VariableTable variables={variables} open={setOpen} />}
      </Ready>
      {open?.kind === "edit" && <EditVariable deployment={deployment} name={open.name} close={close} changed={changed} />}
      {open?.kind === "remove" && <RemoveVariable deployment={deployment} name={open.name} close={close} changed={changed} />}
    </>
  );
}

function VariableTable({
  variables,
  open,
}: {
  readonly variables: { readonly [name: string]: Secret };
  readonly open: (dialog: Open) => void;
}): ReactNode {
  const items = Object.entries(variables).sort(([one], [other]) => (one < other ? -1 : 1));
  if (items.length === 0) return <Empty title="No environment variables">Set one with “New variable”.</Empty>;
  return (
    <Table
      caption="Environment variables"
      items={items}
      keyOf={([name]) => name}
      columns={[
        { name: "Name", cell: ([name]) => <code>{name}</code> },
        { name: "Value", cell: ([name, value]) => <Masked name={name} value={value} /> },
        {
          name: "Changes",
          isAction: true,
          cell: ([name]) => (
            <span className="buttons">
              <button type="button" onClick={() => open({ kind: "edit", name })} aria-label={`Edit ${name}`}>
                Edit
              </button>
              <button type="button" onClick={() => open({ kind: "remove", name })} aria-label={`Remove ${name}`}>
                Remove
              </button>
            </span>
          ),
        },
      ]}
    />
  );
}
