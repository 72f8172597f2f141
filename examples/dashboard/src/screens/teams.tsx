import type { ReactNode } from "react";
import { Link } from "wouter";
import { Screen } from "../components/screen.tsx";
import { Empty, Failure, Loading } from "../components/status.tsx";
import { convex } from "../lib/convex.ts";
import { teamPath } from "../lib/paths.ts";
import { useList } from "../lib/use-list.ts";

/** The teams of the caller. */
export function TeamsScreen(): ReactNode {
  const { items, isComplete, error, reload } = useList((signal) => convex().teams.list({ signal }), []);
  return (
    <Screen title="Teams">
      {error !== undefined && <Failure error={error} retry={reload} />}
      {!isComplete && <Loading what="the teams" />}
      {isComplete && error === undefined && items.length === 0 && (
        <Empty title="No teams">Ask a member of a team to invite you, or create one in Convex's dashboard.</Empty>
      )}
      <ul className="cards">
        {items.map(({ id, name, slug }) => (
          <li key={id}>
            <Link href={teamPath(slug)} className="card">
              <strong>{name}</strong>
              <span className="faint">{slug}</span>
            </Link>
          </li>
        ))}
      </ul>
    </Screen>
  );
}
