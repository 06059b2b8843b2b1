import { useEffect, useReducer, useState, type ComponentType, type ReactNode } from 'react';

/** A component whose code is fetched apart from the page's own; nothing is shown until it is there. */
export interface Deferred<P extends object> {
  (props: P): ReactNode;
  /** Fetches the code ahead of need; once it is there the component renders at once, as if it had never been apart. */
  readonly preload: () => Promise<void>;
}

/**
 * Keeps a component out of what is fetched before the first paint. Not React's lazy: that one shows a gap, of up to
 * 300 ms, even where the code has long been there. Code that cannot be fetched is a fault of the screen around it.
 */
export function deferred<P extends object>(load: () => Promise<ComponentType<P>>): Deferred<P> {
  let ready: ComponentType<P> | null = null;
  let loading: Promise<void> | null = null;
  const preload = (): Promise<void> => {
    loading ??= load().then(
      (component) => void (ready = component),
      (fault: unknown) => {
        // The host may be away for a moment: the next wish asks again.
        loading = null;
        throw fault;
      },
    );
    return loading;
  };
  function Part(props: P) {
    const [, showAgain] = useReducer((count: number) => count + 1, 0);
    const [fault, setFault] = useState<{ readonly thrown: unknown } | null>(null);
    // A dialog that is not open asks for nothing yet.
    const wanted = !('open' in props) || props.open !== false;
    useEffect(() => {
      if (wanted && ready === null) preload().then(showAgain, (thrown: unknown) => setFault({ thrown }));
    }, [wanted]);
    if (fault !== null) throw fault.thrown;
    const Ready = ready;
    return Ready === null ? null : <Ready {...props} />;
  }
  return Object.assign(Part, { preload });
}
