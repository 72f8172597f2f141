import { type ChangeEvent, type DragEvent, type ReactNode, useId, useState } from "react";
import { classes } from "../lib/classes.ts";

/** A place for a file: drop it, or choose it. */
export function FileInput({
  label,
  help,
  accept,
  name,
  onFile,
}: {
  readonly label: string;
  readonly help: ReactNode;
  readonly accept: string;
  /** Name of the chosen file. */
  readonly name: string | undefined;
  readonly onFile: (file: File | undefined) => void;
}): ReactNode {
  const id = useId();
  const [isOver, setOver] = useState(false);
  const drag = (event: DragEvent, over: boolean): void => {
    event.preventDefault();
    setOver(over);
  };
  const drop = (event: DragEvent): void => {
    drag(event, false);
    const [file] = event.dataTransfer.files;
    if (file !== undefined) onFile(file);
  };
  const choose = (event: ChangeEvent<HTMLInputElement>): void => onFile(event.target.files?.[0]);
  return (
    <div
      className={classes("drop", isOver && "over", name !== undefined && "filled")}
      onDragOver={(event) => drag(event, true)}
      onDragLeave={(event) => drag(event, false)}
      onDrop={drop}
    >
      <label htmlFor={id}>{label}</label>
      <p id={`${id}-help`} className="faint">
        {help}
      </p>
      <input id={id} type="file" accept={accept} aria-describedby={`${id}-help`} onChange={choose} />
      <p className="chosen" role="status">
        {name ?? "Drop a file here, or choose one"}
      </p>
      {name !== undefined && (
        <button type="button" onClick={() => onFile(undefined)} aria-label={`Remove ${name}`}>
          Remove
        </button>
      )}
    </div>
  );
}
