import { type ReactNode, useState } from "react";
import { DeploymentList } from "../components/deployment-list.tsx";
import { ProjectScreen } from "../components/project-screen.tsx";
import { convex } from "../lib/convex.ts";
import { useList } from "../lib/use-list.ts";
import { NewDeployment } from "./new-deployment.tsx";

/** The deployments of a project, and a new one. */
export function ProjectDeploymentsScreen({ team, project }: { readonly team: string; readonly project: string }): ReactNode {
  const [isCreating, setCreating] = useState(false);
  const list = useList((signal) => convex().team(team).project(project).deployments.list({ signal }), [team, project]);
  const create = (
    <button type="button" className="primary" onClick={() => setCreating(true)}>
      New deployment
    </button>
  );
  return (
    <ProjectScreen team={team} project={project} actions={create}>
      <DeploymentList list={list} team={team} projectOf={() => project} />
      {isCreating && <NewDeployment team={team} project={project} close={() => setCreating(false)} />}
    </ProjectScreen>
  );
}
