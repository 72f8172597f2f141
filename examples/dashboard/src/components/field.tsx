import { type InputHTMLAttributes, type ReactNode, type SelectHTMLAttributes, type TextareaHTMLAttributes, useId } from "react";

interface Described {
  readonly label: string;
  readonly help?: ReactNode | undefined;
}

/** A field for text, with its label and help. */
export function TextField({ label, help, ...rest }: Described & InputHTMLAttributes<HTMLInputElement>): ReactNode {
  const id = useId();
  return (
    <Labelled id={id} label={label} help={help}>
      <input id={id} type="text" autoComplete="off" spellCheck={false} aria-describedby={help === undefined ? undefined : `${id}-help`} {...rest} />
    </Labelled>
  );
}

/** A field for several lines. */
export function AreaField({ label, help, ...rest }: Described & TextareaHTMLAttributes<HTMLTextAreaElement>): ReactNode {
  const id = useId();
  return (
    <Labelled id={id} label={label} help={help}>
      <textarea id={id} autoComplete="off" spellCheck={false} aria-describedby={help === undefined ? undefined : `${id}-help`} {...rest} />
    </Labelled>
  );
}

/** A choice: values and their names. */
export function ChoiceField({
  label,
  help,
  choices,
  ...rest
}: Described & { readonly choices: readonly (readonly [value: string, name: string])[] } & SelectHTMLAttributes<HTMLSelectElement>): ReactNode {
  const id = useId();
  return (
    <Labelled id={id} label={label} help={help}>
      <select id={id} aria-describedby={help === undefined ? undefined : `${id}-help`} {...rest}>
        {choices.map(([value, name]) => (
          <option key={value} value={value}>
            {name}
          </option>
        ))}
      </select>
    </Labelled>
  );
}

function Labelled({ id, label, help, children }: Described & { readonly id: string; readonly children: ReactNode }): ReactNode {
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {children}
      {help !== undefined && (
        <p id={`${id}-help`} className="faint">
          {help}
        </p>
      )}
    </div>
  );
}
