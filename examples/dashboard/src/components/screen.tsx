import { type ReactNode, useEffect, useRef } from "react";
import { Link, useLocation } from "wouter";

/** A link: its text and address. */
export type NamedLink = readonly [text: string, path: string];

/** A screen: its place, title, views and content. The title is focused after a change of the address. */
export function Screen({
  title,
  above = [],
  views = [],
  actions,
  children,
}: {
  readonly title: string;
  readonly above?: readonly NamedLink[];
  readonly views?: readonly NamedLink[];
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}): ReactNode {
  const [path] = useLocation();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} – convex-ops`;
  }, [title]);
  useEffect(() => {
    if (document.activeElement === null || document.activeElement === document.body) heading.current?.focus();
  }, [path]);
  return (
    <main id="main">
      {above.length > 0 && (
        <nav aria-label="Breadcrumb" className="above">
          <ol>
            {above.map(([text, to]) => (
              <li key={to}>
                <Link href={to}>{text}</Link>
              </li>
            ))}
          </ol>
        </nav>
      )}
      <div className="heading">
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        {actions !== undefined && <div className="actions">{actions}</div>}
      </div>
      {views.length > 0 && (
        <nav aria-label={`Views of ${title}`} className="views">
          <ul>
            {views.map(([text, to]) => (
              <li key={to}>
                <Link href={to} aria-current={path === to ? "page" : undefined}>
                  {text}
                </Link>
              </li>
            ))}
          </ul>
        </nav>
      )}
      {children}
    </main>
  );
}
