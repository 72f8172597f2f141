import { type FormEvent, type ReactNode, useEffect, useId, useRef } from "react";
import type { Action } from "../lib/use-action.ts";
import { Failure } from "./status.tsx";

/** A form in a dialog. Escape and "Cancel" close it; the focus returns to the button that opened it. */
export function FormDialog({
  title,
  submit,
  action,
  close,
  danger = false,
  canSubmit = true,
  children,
}: {
  readonly title: string;
  readonly submit: string;
  readonly action: Action<[FormData]>;
  readonly close: () => void;
  readonly danger?: boolean;
  readonly canSubmit?: boolean;
  readonly children: ReactNode;
}): ReactNode {
  const { dialog, titleId } = useModal();
  const send = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    if (canSubmit) void action.run(new FormData(event.currentTarget));
  };
  return (
    <dialog ref={dialog} aria-labelledby={titleId} onClose={close}>
      <form onSubmit={send}>
        <h2 id={titleId}>{title}</h2>
        {children}
        {action.error !== undefined && <Failure error={action.error} />}
        <div className="buttons">
          <button type="button" onClick={() => dialog.current?.close()}>
            Cancel
          </button>
          <button className={danger ? "danger" : "primary"} disabled={!canSubmit || action.isRunning}>
            {action.isRunning ? "Please wait…" : submit}
          </button>
        </div>
      </form>
    </dialog>
  );
}

/** A dialog that shows something, with one button to close it. */
export function NoticeDialog({
  title,
  done,
  close,
  children,
}: {
  readonly title: string;
  readonly done: string;
  readonly close: () => void;
  readonly children: ReactNode;
}): ReactNode {
  const { dialog, titleId } = useModal();
  return (
    <dialog ref={dialog} aria-labelledby={titleId} onClose={close}>
      <h2 id={titleId}>{title}</h2>
      {children}
      <div className="buttons">
        <button type="button" className="primary" onClick={() => dialog.current?.close()}>
          {done}
        </button>
      </div>
    </dialog>
  );
}

function useModal(): { dialog: React.RefObject<HTMLDialogElement | null>; titleId: string } {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (dialog.current?.open === false) dialog.current.showModal();
  }, []);
  return { dialog, titleId: useId() };
}
