import type { ReactNode } from "react";
import type { Loaded } from "../lib/use-load.ts";
import { Failure, Loading } from "./status.tsx";

/** Shows data once it is loaded, and its state before. */
export function Ready<T>({
  loaded,
  what,
  retry,
  children,
}: {
  readonly loaded: Loaded<T>;
  readonly what: string;
  readonly retry: () => void;
  readonly children: (value: T) => ReactNode;
}): ReactNode {
  if (loaded.state === "loading") return <Loading what={what} />;
  if (loaded.state === "failed") return <Failure error={loaded.error} retry={retry} />;
  return children(loaded.value);
}
