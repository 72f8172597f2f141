import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { type ReactNode, useRef } from "react";
import type { Column } from "./table.tsx";

/** A table of any length, of which only the rows on the screen exist. Roles and counts tell assistive technology the rest. */
export function LongTable<T>({
  caption,
  columns,
  items,
  keyOf,
}: {
  readonly caption: string;
  readonly columns: readonly Column<T>[];
  readonly items: readonly T[];
  readonly keyOf: (item: T) => string | number;
}): ReactNode {
  const body = useRef<HTMLDivElement>(null);
  const rows = useWindowVirtualizer({
    count: items.length,
    estimateSize: () => (window.innerWidth < 700 ? 150 : 53),
    getItemKey: (index) => keyOf(items[index] as T),
    overscan: 8,
    scrollMargin: body.current?.offsetTop ?? 0,
  });
  return (
    <div role="table" aria-label={caption} aria-rowcount={items.length + 1} className="long-table">
      <div role="rowgroup" className="long-head">
        <div role="row" aria-rowindex={1}>
          {columns.map(({ name }) => (
            <span key={name} role="columnheader">
              {name}
            </span>
          ))}
        </div>
      </div>
      <div role="rowgroup" ref={body} style={{ height: rows.getTotalSize(), position: "relative" }}>
        {rows.getVirtualItems().map(({ key, index, start }) => (
          <div
            key={key}
            role="row"
            aria-rowindex={index + 2}
            data-index={index}
            ref={rows.measureElement}
            className="long-row"
            style={{ transform: `translateY(${start - rows.options.scrollMargin}px)` }}
          >
            {columns.map(({ name, cell }, column) => (
              <span key={name} role={column === 0 ? "rowheader" : "cell"} data-label={name}>
                <span className="content">{cell(items[index] as T)}</span>
              </span>
            ))}
          </div>
        ))}
      </div>
    </div>
  );
}
