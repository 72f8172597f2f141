import type { ReactNode } from "react";
import { projectPath, TEAMS, teamPath } from "../lib/paths.ts";
import { Screen } from "./screen.tsx";

/** A screen of a project. */
export function ProjectScreen({
  team,
  project,
  actions,
  children,
}: {
  readonly team: string;
  readonly project: string;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}): ReactNode {
  return (
    <Screen
      title={project}
      above={[
        ["Teams", TEAMS],
        [team, teamPath(team)],
      ]}
      views={[
        ["Deployments", projectPath(team, project)],
        ["Environment drift", projectPath(team, project, "drift")],
      ]}
      actions={actions}
    >
      {children}
    </Screen>
  );
}
