import type { Deployment } from "convex-ops-wasm";
import { type ReactNode, useState } from "react";
import { useLocation } from "wouter";
import { Badge, TypeBadge } from "../components/badge.tsx";
import { useTypedName } from "../components/confirm-name.tsx";
import { CopyButton } from "../components/copy-button.tsx";
import { type DeploymentPlace, DeploymentScreen } from "../components/deployment-screen.tsx";
import { FormDialog } from "../components/dialog.tsx";
import { Time } from "../components/time.tsx";
import { projectPath } from "../lib/paths.ts";
import { useAction } from "../lib/use-action.ts";

/** The facts about a deployment, and its deletion. */
export function DeploymentOverviewScreen({ place }: { readonly place: DeploymentPlace }): ReactNode {
  return <DeploymentScreen place={place}>{(deployment) => <Overview deployment={deployment} place={place} />}</DeploymentScreen>;
}

function Overview({ deployment, place }: { readonly deployment: Deployment; readonly place: DeploymentPlace }): ReactNode {
  const { name, url, type, isDefault, region, created, lastDeployed, expires } = deployment;
  const [isDeleting, setDeleting] = useState(false);
  return (
    <>
      <dl className="facts">
        <Fact name="Name">
          <code>{name}</code> <CopyButton text={name} what="the name" />
        </Fact>
        <Fact name="URL">
          <code>{url}</code> <CopyButton text={url} what="the URL" />
        </Fact>
        <Fact name="Type">
          <TypeBadge type={type} /> {isDefault && <Badge>Default</Badge>}
        </Fact>
        <Fact name="Region">{region}</Fact>
        <Fact name="Created">
          <Time at={created} />
        </Fact>
        <Fact name="Last deploy">
          <Time at={lastDeployed} />
        </Fact>
        <Fact name="Expires">
          <Time at={expires} />
        </Fact>
      </dl>
      <section className="danger-zone" aria-labelledby="delete-title">
        <h2 id="delete-title">Delete the deployment</h2>
        <p>All its data and files are deleted. This cannot be undone: make a backup and download it first.</p>
        <button type="button" className="danger" onClick={() => setDeleting(true)}>
          Delete deployment
        </button>
      </section>
      {isDeleting && <DeleteDeployment deployment={deployment} place={place} close={() => setDeleting(false)} />}
    </>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }): ReactNode {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function DeleteDeployment({
  deployment,
  place,
  close,
}: {
  readonly deployment: Deployment;
  readonly place: DeploymentPlace;
  readonly close: () => void;
}): ReactNode {
  const [, go] = useLocation();
  const name = useTypedName(deployment);
  const action = useAction(async () => {
    await name.confirmed().delete();
    close();
    go(projectPath(place.team, place.project));
  });
  return (
    <FormDialog title={`Delete ${deployment.reference}?`} submit="Delete" danger action={action} close={close} canSubmit={name.isConfirmed}>
      <p>All data and files of {deployment.name} are deleted.</p>
      {name.field}
    </FormDialog>
  );
}
