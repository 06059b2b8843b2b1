import { stateOf, withPackage, readHashed } from '#electron/services/package/open-package.ts';
import type { VerifiedPackage } from '#electron/services/package/open-package.ts';
import { assess } from '#shared/assessment/assess.ts';
import { loadCatalogue } from '#shared/catalogue/load.ts';
import { loadFacts } from '#shared/facts/load.ts';
import { canonicalText } from '#shared/log/canonical.ts';
import type { FoldedInspection } from '#shared/log/fold.ts';
import { blockersOf } from '#shared/log/readiness.ts';
import { publishable } from '#shared/publication/publishable.ts';
import { err, ok } from '#shared/result.ts';
import type { Answer } from '#shared/result.ts';
import { openLines } from '#shared/text/open-text.ts';
import type { CatalogueFile, Input, Finality } from './input.ts';
import { ALONE } from '#electron/cli/package/open-data.ts';
import { openRegular } from '#electron/services/disk/regular-file.ts';
import { isSystemError } from '#electron/services/disk/system-error.ts';
import { hashText } from '#electron/services/disk/hash.ts';

/** Whether a file begins as a zip does, whatever its name; what cannot be read is for others to say. */
export async function looksLikePackage(path: string): Promise<boolean> {
  if (path === '-') return false;
  try {
    const handle = await openRegular(path);
    try {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(4), 0, 4, 0);
      return bytesRead === 4 && buffer.toString('latin1') === 'PK\x03\x04';
    } finally {
      await handle.close();
    }
  } catch (fault) {
    if (!isSystemError(fault)) throw fault;
    return false;
  }
}

/**
 * The facts of a verified package: what its events fold to, judged by the catalogue it brings or by the one given. Events
 * that no inspection begins with are `inspection.not-found`.
 */
export function readPackageInput(path: string, given: CatalogueFile | null): Answer<Input> {
  return withPackage(path, hashText, ALONE, async (opened) => {
    const state = stateOf(opened);
    if (state === null) return err('inspection.not-found');
    const file = given === null ? await ownCatalogue(opened, state) : ok(given);
    if (!file.ok) return file;
    // A catalogue that the facts were not written for must at least know everything they say.
    const facts = given === null ? ok(state.facts) : loadFacts(canonicalText(state.facts) ?? '', given.catalogue);
    return facts.ok ? ok({ ...file.value, facts: facts.value, finality: finalityOf(state, file.value) }) : facts;
  });
}

function finalityOf(state: FoldedInspection, { catalogue, sha256 }: CatalogueFile): Finality {
  const assessment = assess(catalogue, state.facts);
  const open = openLines(blockersOf(state, assessment, state.finalised?.accepted ?? []), assessment);
  // Judged by another catalogue than it was finalised under, it is something that nobody has finalised.
  const settled =
    sha256 === state.catalogueRef.sha256 ? publishable(state, catalogue, hashText) : err('inspection.not-finalised');
  return { settled, open };
}

async function ownCatalogue(opened: VerifiedPackage, state: FoldedInspection): Answer<CatalogueFile> {
  const { sha256, id, version } = state.catalogueRef;
  const file = opened.files.find((one) => one.is === 'catalogue' && one.sha256 === sha256);
  if (file === undefined) return err('catalogue.not-found', { id: `${id} ${version}` });
  const bytes = await readHashed(opened, file, ALONE.signal);
  if (!bytes.ok) return bytes;
  const catalogue = loadCatalogue(new TextDecoder().decode(bytes.value));
  return catalogue.ok ? ok({ catalogue: catalogue.value, sha256 }) : catalogue;
}
