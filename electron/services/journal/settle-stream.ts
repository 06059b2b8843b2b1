import { readRegular } from '#electron/services/disk/regular-file.ts';
import type { Head } from '#shared/log/heads.ts';
import { scanStream } from './line.ts';
import { withoutEditorMarks } from './mend-stream.ts';
import { replaceBytes } from './replace-stream.ts';
import { cutTail, heldAgainst } from './stream.ts';
import type { ReadStream, StreamPorts } from './stream.ts';
import { isSystemError } from '#electron/services/disk/system-error.ts';

/**
 * Brings a stream that was just read into the state in which it is worked with: held against what is remembered of it,
 * freed of what a text editor put into it, its torn tail cut off. What the disk does not allow now is left for later.
 */
export async function settle(
  found: ReadStream,
  remembered: Head | undefined,
  ports: StreamPorts,
  onMended: (stream: ReadStream['stream']) => void,
): Promise<ReadStream> {
  const held = heldAgainst(found, remembered);
  try {
    const { damage } = held.stream;
    const mayBeEdited = damage?.code === 'journal.damaged' || damage?.code === 'journal.tail-cut';
    const plain = mayBeEdited ? await unedited(held, ports) : null;
    if (plain === null) return { ...held, stream: await cutTail(held.stream, ports) };
    onMended(plain.stream);
    return heldAgainst(plain, remembered);
  } catch (fault) {
    if (!isSystemError(fault)) throw fault;
    return held;
  }
}

/** The stream without an editor's marks, on disk; null where they are not what is wrong with it. */
async function unedited({ stream }: ReadStream, { hash, damagedFolder }: StreamPorts): Promise<ReadStream | null> {
  const before = await readRegular(stream.path);
  const bytes = withoutEditorMarks(before, stream, hash);
  if (bytes === null) return null;
  const { events, head } = scanStream(bytes, stream, hash);
  return { stream: await replaceBytes(stream, before, bytes, head, damagedFolder), events };
}
