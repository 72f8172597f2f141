import { type ReactNode, useMemo, useState } from "react";
import type { AuditEvent } from "convex-ops-wasm";
import { ChoiceField, TextField } from "../components/field.tsx";
import { Empty, Failure, Loading } from "../components/status.tsx";
import { Table } from "../components/table.tsx";
import { TeamScreen } from "../components/team-screen.tsx";
import { Time } from "../components/time.tsx";
import { convex } from "../lib/convex.ts";
import { DAY } from "../lib/time.ts";
import { useList } from "../lib/use-list.ts";

/** Number of events that are read at once. */
const STEP = 500;

const PERIODS = [
  ["1", "Last day"],
  ["7", "Last week"],
  ["30", "Last month"],
  ["365", "Last year"],
] as const;

/** The audit log of a team, with filters. */
export function AuditLogScreen({ team }: { readonly team: string }): ReactNode {
  const [days, setDays] = useState("7");
  const [most, setMost] = useState(STEP);
  const [action, setAction] = useState("");
  const [actor, setActor] = useState("");
  const { items, isComplete, error, reload } = useList(
    (signal) => convex().team(team).auditLog.list({ since: new Date(Date.now() - Number(days) * DAY), signal }),
    [team, days],
    most,
  );
  const actors = useMemo(() => [...new Set(items.map((event) => event.actor))].sort(), [items]);
  const shown = items.filter((event) => event.action.includes(action.trim()) && (actor === "" || event.actor === actor));
  const isFiltered = action.trim() !== "" || actor !== "";
  return (
    <TeamScreen team={team}>
      <form className="filters" aria-label="Filters" onSubmit={(event) => event.preventDefault()}>
        <ChoiceField label="Period" choices={PERIODS} value={days} onChange={(event) => setDays(event.target.value)} />
        <TextField label="Action contains" type="search" value={action} onChange={(event) => setAction(event.target.value)} />
        <ChoiceField
          label="Actor"
          choices={[["", "Anyone"], ...actors.map((name) => [name, name] as const)]}
          value={actor}
          onChange={(event) => setActor(event.target.value)}
        />
      </form>
      {error !== undefined && <Failure error={error} retry={reload} />}
      {!isComplete && <Loading what="the events" />}
      {isComplete && error === undefined && (
        <p className="faint" role="status">
          {shown.length} of {items.length} events
        </p>
      )}
      {isComplete && error === undefined && shown.length === 0 && (
        <Empty title="No events">{isFiltered ? "Remove a filter." : "Choose a longer period."}</Empty>
      )}
      {shown.length > 0 && <Events events={shown} />}
      {isComplete && items.length >= most && (
        <button type="button" onClick={() => setMost(most + STEP)}>
          Read more events
        </button>
      )}
    </TeamScreen>
  );
}

function Events({ events }: { readonly events: readonly AuditEvent[] }): ReactNode {
  return (
    <Table
      caption="Events"
      items={events.map((event, index) => ({ event, index }))}
      keyOf={({ index }) => index}
      columns={[
        { name: "Action", cell: ({ event }) => <code>{event.action}</code> },
        { name: "Actor", cell: ({ event }) => event.actor },
        { name: "Time", cell: ({ event }) => <Time at={event.time} /> },
        {
          name: "Details",
          cell: ({ event }) => (
            <details>
              <summary>
                Details<span className="hidden"> of {event.action}</span>
              </summary>
              <pre tabIndex={0} role="group" aria-label={`Details of ${event.action}`}>
                {JSON.stringify(event.metadata, null, 2)}
              </pre>
            </details>
          ),
        },
      ]}
    />
  );
}
