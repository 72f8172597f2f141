import type { Deployment } from "convex-ops-wasm";
import { type ReactNode, useMemo, useState } from "react";
import { Link } from "wouter";
import { deploymentPath } from "../lib/paths.ts";
import type { List } from "../lib/use-list.ts";
import { Badge, TypeBadge } from "./badge.tsx";
import { ChoiceField, TextField } from "./field.tsx";
import { LongTable } from "./long-table.tsx";
import { Empty, Failure, Loading } from "./status.tsx";
import type { Column } from "./table.tsx";
import { Time } from "./time.tsx";

const TYPES = [
  ["", "All types"],
  ["prod", "Production"],
  ["dev", "Development"],
  ["preview", "Preview"],
  ["custom", "Custom"],
] as const;

/** Deployments with filters, type, expiry and last deploy. */
export function DeploymentList({
  list,
  team,
  projectOf,
  showsProject = false,
}: {
  readonly list: List<Deployment>;
  readonly team: string;
  readonly projectOf: (deployment: Deployment) => string | undefined;
  readonly showsProject?: boolean;
}): ReactNode {
  const [text, setText] = useState("");
  const [type, setType] = useState("");
  const { items, isComplete, error, reload } = list;
  const shown = useMemo(() => {
    const matches = ({ reference, name }: Deployment): boolean => reference.includes(text.trim()) || name.includes(text.trim());
    return items.filter((item) => (type === "" || item.type === type) && matches(item));
  }, [items, text, type]);
  return (
    <>
      <form role="search" className="filters" onSubmit={(event) => event.preventDefault()}>
        <TextField label="Search deployments" type="search" value={text} onChange={(event) => setText(event.target.value)} />
        <ChoiceField label="Type" choices={TYPES} value={type} onChange={(event) => setType(event.target.value)} />
      </form>
      {error !== undefined && <Failure error={error} retry={reload} />}
      {!isComplete && <Loading what="the deployments" />}
      {isComplete && error === undefined && items.length > 0 && (
        <p className="faint" role="status">
          {shown.length} of {items.length} deployments
        </p>
      )}
      {isComplete && error === undefined && shown.length === 0 && (
        <Empty title={items.length === 0 ? "No deployments yet" : "No deployment matches"}>
          {items.length > 0 ? "Change the search or the type." : "Create one with “New deployment” in a project, or run `npx convex dev`."}
        </Empty>
      )}
      {shown.length > 0 && (
        <LongTable caption="Deployments" items={shown} keyOf={({ id }) => id} columns={columns(team, projectOf, showsProject)} />
      )}
    </>
  );
}

function columns(
  team: string,
  projectOf: (deployment: Deployment) => string | undefined,
  showsProject: boolean,
): readonly Column<Deployment>[] {
  const reference: Column<Deployment> = {
    name: "Reference",
    cell: (deployment) => {
      const project = projectOf(deployment);
      const text = deployment.reference;
      return project === undefined ? text : <Link href={deploymentPath(team, project, text)}>{text}</Link>;
    },
  };
  const project: Column<Deployment> = { name: "Project", cell: (deployment) => projectOf(deployment) ?? "…" };
  return [
    reference,
    ...(showsProject ? [project] : []),
    { name: "Name", cell: ({ name }) => <code>{name}</code> },
    {
      name: "Type",
      cell: ({ type, isDefault }) => (
        <>
          <TypeBadge type={type} /> {isDefault && <Badge>Default</Badge>}
        </>
      ),
    },
    { name: "Last deploy", cell: ({ lastDeployed }) => <Time at={lastDeployed} /> },
    { name: "Expires", cell: ({ expires }) => <Time at={expires} /> },
  ];
}
