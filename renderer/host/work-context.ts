/** How work of the window tells where it is, and learns that it is no longer wanted. */
export interface WorkContext {
  readonly signal: AbortSignal;
  readonly tell: (done: number, total: number) => void;
}
