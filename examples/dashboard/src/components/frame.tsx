import type { ReactNode } from "react";
import { Link, useLocation } from "wouter";
import type { Session } from "../lib/convex.ts";
import { CHECK, TEAMS } from "../lib/paths.ts";

/** The frame of every screen: the name, the areas, and the platform. */
export function Frame({ session, children }: { readonly session: Session | undefined; readonly children: ReactNode }): ReactNode {
  const [path] = useLocation();
  const area = path === CHECK ? CHECK : TEAMS;
  const current = (of: string): "page" | undefined => (area === of ? "page" : undefined);
  return (
    <>
      <a className="skip" href="#main">
        Skip to the content
      </a>
      <header className="frame">
        <Link href={TEAMS} className="brand">
          <img src="/icon.svg" alt="" width="24" height="24" />
          convex-ops
        </Link>
        <nav aria-label="Areas">
          <Link href={TEAMS} aria-current={current(TEAMS)}>
            Teams
          </Link>
          <Link href={CHECK} aria-current={current(CHECK)}>
            Check a change
          </Link>
        </nav>
        {session !== undefined && <p className="platform">{platformName(session)}</p>}
      </header>
      {children}
    </>
  );
}

function platformName({ platform, isEmbedded }: Session): string {
  return isEmbedded ? "Local platform" : new URL(platform).host;
}
