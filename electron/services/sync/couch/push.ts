import type { HashText } from '#shared/log/canonical.ts';
import { CouchFault } from './couch-fault.ts';
import { otherRevision } from './documents.ts';
import type { PutDocument } from './documents.ts';
import { short } from './refusals.ts';
import type { CouchRequests } from './requests.ts';

/** A batch: so many documents, or as many as fit into so many bytes. */
const MAX_DOCUMENTS = 500;
const MAX_BYTES = 1_000_000;

/**
 * Puts documents, and asks for every one again: it counts as there when its text is. Answers what the server refuses for
 * itself, by id; all others are there. Throws `CouchFault` where the server takes nothing, or loses what it took.
 */
export async function putDocuments(
  documents: readonly PutDocument[],
  requests: CouchRequests,
  hash: HashText,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, string>> {
  const refused = new Map<string, string>();
  for (const batch of batchesOf(documents)) {
    const rows = await requests.byKeys(
      batch.map(({ _id }) => _id),
      false,
      signal,
    );
    const known = new Set(rows.map(({ key }) => key));
    const absent = batch.filter(({ _id }) => !known.has(_id));
    // What was there before may have been put by anybody, under any revision: its text is read.
    const other = await lacking(
      batch.filter(({ _id }) => known.has(_id)),
      true,
      requests,
      signal,
    );
    let [missing, read] = [[...absent, ...other], other.length > 0];
    for (let attempt = 0; missing.length > 0; attempt += 1) {
      if (attempt === 2) throw new CouchFault('sync.write-failed', { reason: 'NOT-KEPT' });
      // Where something else lies under our revision, or it was deleted, the text finds room beside it.
      const beside = (attempt === 0 ? other : missing).map((one) => otherRevision(one, hash));
      for (const [id, reason] of await store([...missing, ...beside], requests, signal)) refused.set(id, short(reason));
      const kept = missing.filter(({ _id }) => !refused.has(_id));
      missing = await lacking(kept, read, requests, signal);
      read = true;
    }
  }
  return refused;
}

/** Those of the documents that are not there. `read`: their texts are held against what lies there, not only the revision. */
async function lacking(
  documents: readonly PutDocument[],
  read: boolean,
  requests: CouchRequests,
  signal: AbortSignal,
): Promise<PutDocument[]> {
  const rows = await requests.byKeys(
    documents.map(({ _id }) => _id),
    read,
    signal,
  );
  const found = new Map(rows.map((row) => [row.key, row]));
  const left: PutDocument[] = [];
  for (const document of documents) {
    const row = found.get(document._id);
    const isThere = read ? row?.doc?.text === document.text : row?.value?.rev === document._rev;
    // A revision of somebody else's may stand before ours.
    const stands =
      isThere || (row !== undefined && (await requests.leaves(document._id, signal)).includes(document.text));
    if (!stands) left.push(document);
  }
  return left;
}

/** Puts documents; a batch that is refused as a whole is put by halves, down to the one that it is refused for. */
async function store(
  documents: readonly PutDocument[],
  requests: CouchRequests,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, string>> {
  const reply = await requests.bulk(documents, signal);
  if (reply.is === 'taken') return reply.refused;
  const { status, said } = reply.refusal;
  const [first] = documents;
  if (first === undefined) return new Map();
  // Whether the server is ill, or a function of its own failed on one of the documents: an ill one does not answer this.
  if (status === 500) await requests.byKeys([first._id], false, signal);
  if (documents.length === 1)
    return new Map([[first._id, `HTTP ${status} ${said?.error ?? ''} ${said?.reason ?? ''}`]]);
  const half = Math.ceil(documents.length / 2);
  const parts = [documents.slice(0, half), documents.slice(half)];
  const refused = new Map<string, string>();
  for (const part of parts) for (const [id, reason] of await store(part, requests, signal)) refused.set(id, reason);
  return refused;
}

function* batchesOf(documents: readonly PutDocument[]): Iterable<readonly PutDocument[]> {
  let [batch, bytes]: [PutDocument[], number] = [[], 0];
  for (const document of documents) {
    const size = Buffer.byteLength(document.text, 'utf8');
    const isFull = batch.length === MAX_DOCUMENTS || bytes + size > MAX_BYTES;
    if (isFull && batch.length > 0) {
      yield batch;
      [batch, bytes] = [[], 0];
    }
    batch.push(document);
    bytes += size;
  }
  if (batch.length > 0) yield batch;
}
