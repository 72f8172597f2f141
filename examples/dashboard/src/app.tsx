import { type ReactNode, useEffect } from "react";
import { Route, Switch } from "wouter";
import { Frame } from "./components/frame.tsx";
import { Screen } from "./components/screen.tsx";
import { Failure, Loading } from "./components/status.tsx";
import { readSession } from "./lib/convex.ts";
import { forgetRunSecret } from "./lib/run-secret.ts";
import { useLoad } from "./lib/use-load.ts";
import { AuditLogScreen } from "./screens/audit-log.tsx";
import { BackupsScreen } from "./screens/backups.tsx";
import { CheckScreen } from "./screens/check.tsx";
import { DeployKeysScreen } from "./screens/deploy-keys.tsx";
import { DeploymentOverviewScreen } from "./screens/deployment.tsx";
import { DriftScreen } from "./screens/drift.tsx";
import { EnvironmentScreen } from "./screens/environment.tsx";
import { MembersScreen } from "./screens/members.tsx";
import { ProjectDeploymentsScreen } from "./screens/project.tsx";
import { ProjectsScreen } from "./screens/projects.tsx";
import { TeamDeploymentsScreen } from "./screens/team-deployments.tsx";
import { TeamsScreen } from "./screens/teams.tsx";

/** The dashboard: the frame, and the screen of the address. */
export function App(): ReactNode {
  const [session, reload] = useLoad(readSession, []);
  useEffect(() => {
    if (session.state === "failed") forgetRunSecret();
  }, [session]);
  return (
    <Frame session={session.state === "ready" ? session.value : undefined}>
      {session.state === "loading" && <Loading what="the dashboard" />}
      {session.state === "failed" && (
        <Screen title="Not connected">
          <Failure error={session.error} retry={reload} />
        </Screen>
      )}
      {session.state === "ready" && <Screens />}
    </Frame>
  );
}

const DEPLOYMENT = "/teams/:team/projects/:project/deployments/:reference";

function Screens(): ReactNode {
  return (
    <Switch>
      <Route path="/">{() => <TeamsScreen />}</Route>
      <Route path="/check">{() => <CheckScreen />}</Route>
      <Route path="/teams/:team">{({ team }) => <ProjectsScreen team={team} />}</Route>
      <Route path="/teams/:team/deployments">{({ team }) => <TeamDeploymentsScreen team={team} />}</Route>
      <Route path="/teams/:team/members">{({ team }) => <MembersScreen team={team} />}</Route>
      <Route path="/teams/:team/audit-log">{({ team }) => <AuditLogScreen team={team} />}</Route>
      <Route path="/teams/:team/projects/:project">
        {({ team, project }) => <ProjectDeploymentsScreen team={team} project={project} />}
      </Route>
      <Route path="/teams/:team/projects/:project/drift">{({ team, project }) => <DriftScreen team={team} project={project} />}</Route>
      <Route path={DEPLOYMENT}>{(place) => <DeploymentOverviewScreen place={place} />}</Route>
      <Route path={`${DEPLOYMENT}/environment`}>{(place) => <EnvironmentScreen place={place} />}</Route>
      <Route path={`${DEPLOYMENT}/keys`}>{(place) => <DeployKeysScreen place={place} />}</Route>
      <Route path={`${DEPLOYMENT}/backups`}>{(place) => <BackupsScreen place={place} />}</Route>
      <Route>
        {() => (
          <Screen title="Page not found" above={[["Teams", "/"]]}>
            <p>No screen has this address. Start at the list of teams.</p>
          </Screen>
        )}
      </Route>
    </Switch>
  );
}
