import type { ReactNode } from "react";
import { TEAMS, teamPath } from "../lib/paths.ts";
import { Screen } from "./screen.tsx";

/** A screen of a team. */
export function TeamScreen({
  team,
  actions,
  children,
}: {
  readonly team: string;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}): ReactNode {
  return (
    <Screen
      title={team}
      above={[["Teams", TEAMS]]}
      views={[
        ["Projects", teamPath(team)],
        ["Deployments", teamPath(team, "deployments")],
        ["Members", teamPath(team, "members")],
        ["Audit log", teamPath(team, "audit-log")],
      ]}
      actions={actions}
    >
      {children}
    </Screen>
  );
}
