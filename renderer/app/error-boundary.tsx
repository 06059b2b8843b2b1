import { Component, type ErrorInfo, type ReactNode } from 'react';
import { crashText } from '../text/shell-text.ts';
import { DiagnosticsExport } from '../parts/diagnostics-export.tsx';
import { Empty } from '../ui/empty.tsx';
import { SCREEN_FAULT } from './report-faults.ts';

interface Props {
  readonly children: ReactNode;
  /** A new value gives the screen another try. */
  readonly resetKey: string;
}
interface State {
  readonly fault: string | null;
  readonly resetKey: string;
}

/** A broken screen costs only that screen: says what is safe, keeps the frame usable. */
export class ErrorBoundary extends Component<Props, State> {
  override state: State = { fault: null, resetKey: this.props.resetKey };

  static getDerivedStateFromError(thrown: unknown): Partial<State> {
    return { fault: thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown) };
  }

  static getDerivedStateFromProps(props: Props, state: State): Partial<State> | null {
    return props.resetKey === state.resetKey ? null : { fault: null, resetKey: props.resetKey };
  }

  override componentDidCatch(thrown: unknown, info: ErrorInfo): void {
    // The stack is for whoever maintains the program; reportError puts it where every uncaught fault goes.
    const fault = new Error(`screen failed${info.componentStack ?? ''}`, { cause: thrown });
    fault.name = SCREEN_FAULT;
    reportError(fault);
  }

  override render(): ReactNode {
    if (this.state.fault === null) return this.props.children;
    return (
      <main className="whole">
        <Empty title={crashText.title} hint={crashText.safe}>
          <span>{crashText.todo}</span>
          <button type="button" className="btn primary" onClick={() => location.reload()}>
            {crashText.reload}
          </button>
          <code>{this.state.fault}</code>
          <DiagnosticsExport />
        </Empty>
      </main>
    );
  }
}
