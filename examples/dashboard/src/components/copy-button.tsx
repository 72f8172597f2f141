import { type ReactNode, useState } from "react";

/** Copies a text. Says if it did. */
export function CopyButton({ text, what }: { readonly text: string; readonly what: string }): ReactNode {
  const [outcome, setOutcome] = useState("");
  const copy = (): void => {
    navigator.clipboard.writeText(text).then(
      () => setOutcome("Copied"),
      () => setOutcome("Cannot copy: select the text instead"),
    );
  };
  return (
    <span className="copy">
      <button type="button" onClick={copy} aria-label={`Copy ${what}`}>
        Copy
      </button>
      <span role="status">{outcome}</span>
    </span>
  );
}
