import type { ReactNode } from "react";
import { Badge } from "../components/badge.tsx";
import { Empty, Failure, Loading } from "../components/status.tsx";
import { Table } from "../components/table.tsx";
import { TeamScreen } from "../components/team-screen.tsx";
import { convex } from "../lib/convex.ts";
import { useList } from "../lib/use-list.ts";

/** The members of a team. */
export function MembersScreen({ team }: { readonly team: string }): ReactNode {
  const { items, isComplete, error, reload } = useList((signal) => convex().team(team).members.list({ signal }), [team]);
  return (
    <TeamScreen team={team}>
      {error !== undefined && <Failure error={error} retry={reload} />}
      {!isComplete && <Loading what="the members" />}
      {isComplete && error === undefined && items.length === 0 && <Empty title="No members">Invite people in Convex's dashboard.</Empty>}
      {items.length > 0 && (
        <Table
          caption="Members"
          items={items}
          keyOf={({ id }) => id}
          columns={[
            { name: "Email", cell: ({ email }) => email },
            { name: "Name", cell: ({ name }) => name ?? <span className="faint">Not set</span> },
            {
              name: "Role",
              cell: ({ role, customRoles }) => (
                <Badge>{role === "custom" ? (customRoles ?? []).map(({ name }) => name).join(", ") || role : role}</Badge>
              ),
            },
          ]}
        />
      )}
    </TeamScreen>
  );
}
