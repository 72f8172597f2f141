import type { ReactNode } from "react";
import { DeploymentList } from "../components/deployment-list.tsx";
import { TeamScreen } from "../components/team-screen.tsx";
import { convex } from "../lib/convex.ts";
import { useList } from "../lib/use-list.ts";
import { useLoad } from "../lib/use-load.ts";

/** The deployments of all projects of a team. */
export function TeamDeploymentsScreen({ team }: { readonly team: string }): ReactNode {
  const list = useList((signal) => convex().team(team).deployments.list({ signal }), [team]);
  const [projects] = useLoad((signal) => convex().team(team).projects.list({ signal }).all(), [team]);
  const slugs = new Map(projects.state === "ready" ? projects.value.map(({ id, slug }) => [id, slug]) : []);
  return (
    <TeamScreen team={team}>
      <DeploymentList list={list} team={team} projectOf={({ projectId }) => slugs.get(projectId)} showsProject />
    </TeamScreen>
  );
}
