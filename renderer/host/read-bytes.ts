/**
 * The bytes of what somebody chose; null: they cannot be read any more, as of a file on a drive that was pulled out. The
 * browser says no more of it than that.
 */
export async function readBytes(file: Blob): Promise<Uint8Array<ArrayBuffer> | null> {
  const bytes = await file.arrayBuffer().catch(() => null);
  return bytes === null ? null : new Uint8Array(bytes);
}
