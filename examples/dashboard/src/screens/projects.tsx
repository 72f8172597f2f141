import { type ReactNode, useDeferredValue, useState } from "react";
import { Link, useLocation } from "wouter";
import { FormDialog } from "../components/dialog.tsx";
import { TextField } from "../components/field.tsx";
import { Empty, Failure, Loading } from "../components/status.tsx";
import { Table } from "../components/table.tsx";
import { TeamScreen } from "../components/team-screen.tsx";
import { Time } from "../components/time.tsx";
import { convex } from "../lib/convex.ts";
import { projectPath } from "../lib/paths.ts";
import { useAction } from "../lib/use-action.ts";
import { useList } from "../lib/use-list.ts";

/** The projects of a team: search, and a new one. */
export function ProjectsScreen({ team }: { readonly team: string }): ReactNode {
  const [text, setText] = useState("");
  const query = useDeferredValue(text.trim());
  const [isCreating, setCreating] = useState(false);
  const { items, isComplete, error, reload } = useList(
    (signal) => convex().team(team).projects.list({ query: query === "" ? undefined : query, signal }),
    [team, query],
  );
  const create = (
    <button type="button" className="primary" onClick={() => setCreating(true)}>
      New project
    </button>
  );
  return (
    <TeamScreen team={team} actions={create}>
      <form role="search" className="filters" onSubmit={(event) => event.preventDefault()}>
        <TextField label="Search projects" type="search" value={text} onChange={(event) => setText(event.target.value)} />
      </form>
      {error !== undefined && <Failure error={error} retry={reload} />}
      {!isComplete && <Loading what="the projects" />}
      {isComplete && error === undefined && items.length === 0 && (
        <Empty title={query === "" ? "No projects yet" : `No project matches “${query}”`}>
          {query === "" ? "Create one with “New project”." : "Search for another part of its name."}
        </Empty>
      )}
      {items.length > 0 && (
        <Table
          caption="Projects"
          items={items}
          keyOf={({ id }) => id}
          columns={[
            { name: "Name", cell: ({ name, slug }) => <Link href={projectPath(team, slug)}>{name}</Link> },
            { name: "Slug", cell: ({ slug }) => <code>{slug}</code> },
            { name: "Created", cell: ({ created }) => <Time at={created} /> },
          ]}
        />
      )}
      {isCreating && <NewProject team={team} close={() => setCreating(false)} />}
    </TeamScreen>
  );
}

function NewProject({ team, close }: { readonly team: string; readonly close: () => void }): ReactNode {
  const [, go] = useLocation();
  const action = useAction(async (form: FormData) => {
    const teams = await convex().teams.list().all();
    const id = teams.find(({ slug }) => slug === team)?.id;
    if (id === undefined) throw new Error(`team \`${team}\` not found`);
    const { slug } = await convex().api.createProject({ teamId: id, projectName: String(form.get("name")) });
    close();
    go(projectPath(team, slug));
  });
  return (
    <FormDialog title="New project" submit="Create project" action={action} close={close}>
      <TextField label="Name" name="name" required autoFocus help="Its slug is made from the name." />
    </FormDialog>
  );
}
