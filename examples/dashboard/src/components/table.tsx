import type { ReactNode } from "react";

/** A column: its name, and the content of a cell. */
export interface Column<T> {
  readonly name: string;
  readonly cell: (item: T) => ReactNode;
  /** Hides the name, for columns of buttons. */
  readonly isAction?: boolean;
}

/** A table of all items. On narrow screens each row is a block, with the names beside the values. */
export function Table<T>({
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
  return (
    <table>
      <caption className="hidden">{caption}</caption>
      <thead>
        <tr>
          {columns.map(({ name, isAction }) => (
            <th key={name} scope="col">
              {isAction === true ? <span className="hidden">{name}</span> : name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {items.map((item) => (
          <tr key={keyOf(item)}>
            {columns.map(({ name, cell, isAction }, index) => {
              const content = <span className="content">{cell(item)}</span>;
              const label = isAction === true ? undefined : name;
              return index === 0 ? (
                <th key={name} scope="row" data-label={label}>
                  {content}
                </th>
              ) : (
                <td key={name} data-label={label}>
                  {content}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
