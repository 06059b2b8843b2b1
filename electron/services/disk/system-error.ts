/** A failure of the disk that the system does not throw by itself. */
export class DiskFault extends Error {
  readonly code: string;
  constructor(code: string) {
    super(code);
    this.code = code;
  }
}

/** Whether an exception is the system refusing a file operation, not a bug. */
export function isSystemError(fault: unknown): fault is Error & { readonly code: string } {
  return fault instanceof Error && 'code' in fault && typeof fault.code === 'string';
}

/** The system's short reason for a failed file operation (`ENOSPC`), for an error's detail. */
export function reasonOf(fault: unknown): string {
  if (isSystemError(fault)) return fault.code;
  return fault instanceof Error ? fault.name : 'unknown';
}
