import { Fragment, type ReactNode } from "react";

/** Text in which the parts between backticks are code. */
export function Code({ text }: { readonly text: string }): ReactNode {
  return text.split("`").map((part, index) => (
    // The parts of a text have no other identity than their place.
    <Fragment key={index}>{index % 2 === 1 ? <code>{part}</code> : part}</Fragment>
  ));
}
