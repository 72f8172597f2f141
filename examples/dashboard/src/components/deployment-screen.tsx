import type { Deployment } from "convex-ops-wasm";
import type { ReactNode } from "react";
import { convex } from "../lib/convex.ts";
import { deploymentPath, projectPath, TEAMS, teamPath } from "../lib/paths.ts";
import { useLoad } from "../lib/use-load.ts";
import { TypeBadge } from "./badge.tsx";
import { Ready } from "./ready.tsx";
import { Screen } from "./screen.tsx";

/** The parts of a deployment's address. */
export interface DeploymentPlace {
  readonly team: string;
  readonly project: string;
  readonly reference: string;
}

/** A screen of one deployment. */
export function DeploymentScreen({
  place,
  children,
}: {
  readonly place: DeploymentPlace;
  readonly children: (deployment: Deployment) => ReactNode;
}): ReactNode {
  const { team, project, reference } = place;
  const [loaded, reload] = useLoad(
    (signal) => convex().team(team).project(project).deployment(reference).get({ signal }),
    [team, project, reference],
  );
  const path = (screen?: "environment" | "keys" | "backups"): string => deploymentPath(team, project, reference, screen);
  return (
    <Screen
      title={reference}
      above={[
        ["Teams", TEAMS],
        [team, teamPath(team)],
        [project, projectPath(team, project)],
      ]}
      views={[
        ["Overview", path()],
        ["Environment variables", path("environment")],
        ["Deploy keys", path("keys")],
        ["Backups", path("backups")],
      ]}
      actions={loaded.state === "ready" && <TypeBadge type={loaded.value.type} />}
    >
      <Ready loaded={loaded} what="the deployment" retry={reload}>
        {children}
      </Ready>
    </Screen>
  );
}
