import type { Deployment, Secret } from "convex-ops-wasm";
import { type ReactNode, useState } from "react";
import { Link } from "wouter";
import { Badge } from "../components/badge.tsx";
import { ProjectScreen } from "../components/project-screen.tsx";
import { Ready } from "../components/ready.tsx";
import { Empty } from "../components/status.tsx";
import { type Column, Table } from "../components/table.tsx";
import { convex } from "../lib/convex.ts";
import { deploymentPath } from "../lib/paths.ts";
import { useLoad } from "../lib/use-load.ts";

/** Maximum number of deployments that are compared. */
const MOST = 6;

interface Side {
  readonly deployment: Deployment;
  readonly variables: { readonly [name: string]: Secret };
}

/** Differences of environment variables between the deployments of a project. */
export function DriftScreen({ team, project }: { readonly team: string; readonly project: string }): ReactNode {
  const [loaded, reload] = useLoad((signal) => readSides(team, project, signal), [team, project]);
  return (
    <ProjectScreen team={team} project={project}>
      <p className="faint">
        Names and values of environment variables, compared between deployments. Previews are left out, and values are not shown.{" "}
        {MOST_TEXT}
      </p>
      <Ready loaded={loaded} what="the variables" retry={reload}>
        {(sides) =>
          sides.length < 2 ? (
            <Empty title="Nothing to compare">The project needs two deployments that are not previews.</Empty>
          ) : (
            <Drift team={team} project={project} sides={sides} />
          )
        }
      </Ready>
    </ProjectScreen>
  );
}

async function readSides(team: string, project: string, signal: AbortSignal): Promise<readonly Side[]> {
  const all = await convex().team(team).project(project).deployments.list({ signal }).all();
  const order = (one: Deployment): number => (one.type === "prod" ? 0 : one.isDefault ? 1 : 2);
  const kept = all.filter(({ type }) => type !== "preview").sort((one, other) => order(one) - order(other));
  const read = async (deployment: Deployment): Promise<Side> => ({
    deployment,
    variables: await deployment.environment.get({ signal }),
  });
  return Promise.all(kept.slice(0, MOST).map(read));
}

/** Maximum number of deployments, as the screen names it. */
const MOST_TEXT = `At most ${MOST} deployments are compared: production, defaults, then others.`;

function Drift({ team, project, sides }: { readonly team: string; readonly project: string; readonly sides: readonly Side[] }): ReactNode {
  const [onlyDifferent, setOnlyDifferent] = useState(true);
  const names = [...new Set(sides.flatMap(({ variables }) => Object.keys(variables)))].sort();
  const different = names.filter((name) => isDifferent(name, sides));
  const shown = onlyDifferent ? different : names;
  const columns: readonly Column<string>[] = [
    { name: "Name", cell: (name) => <code>{name}</code> },
    ...sides.map(({ deployment, variables }) => ({
      name: deployment.reference,
      cell: (name: string) => <State value={variables[name]} name={name} sides={sides} />,
    })),
  ];
  return (
    <>
      <p role="status">
        {different.length === 0
          ? `All ${names.length} variables are the same in ${sides.length} deployments.`
          : `${different.length} of ${names.length} variables differ between ${sides.length} deployments.`}
      </p>
      <label className="inline">
        <input type="checkbox" checked={onlyDifferent} onChange={(event) => setOnlyDifferent(event.target.checked)} />
        Only those that differ
      </label>
      {shown.length > 0 && <Table caption="Variables by deployment" items={shown} keyOf={(name) => name} columns={columns} />}
      <p className="links">
        Change variables of{" "}
        {sides.map(({ deployment: { reference } }) => (
          <Link key={reference} href={deploymentPath(team, project, reference, "environment")}>
            {reference}
          </Link>
        ))}
      </p>
    </>
  );
}

function isDifferent(name: string, sides: readonly Side[]): boolean {
  return new Set(sides.map(({ variables }) => variables[name]?.expose())).size > 1;
}

/** Compares the value of one side with that of the first one, without showing it. */
function State({ value, name, sides }: { readonly value: Secret | undefined; readonly name: string; readonly sides: readonly Side[] }): ReactNode {
  if (value === undefined) return <Badge kind="bad">Missing</Badge>;
  const first = sides.find(({ variables }) => variables[name] !== undefined)?.variables[name];
  return first?.expose() === value.expose() ? <Badge kind="good">Set</Badge> : <Badge kind="warn">Other value</Badge>;
}
