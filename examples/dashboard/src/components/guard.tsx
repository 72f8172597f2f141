import { Component, type ReactNode } from "react";
import { Failure } from "./status.tsx";

interface State {
  readonly error: unknown;
}

/** Shows an error of a screen in place of an empty page. */
export class Guard extends Component<{ readonly children: ReactNode }, State> {
  override state: State = { error: undefined };

  static getDerivedStateFromError(error: unknown): State {
    return { error };
  }

  override render(): ReactNode {
    if (this.state.error === undefined) return this.props.children;
    return (
      <main>
        <h1>Something is wrong</h1>
        <Failure error={this.state.error} retry={() => this.setState({ error: undefined })} />
      </main>
    );
  }
}
