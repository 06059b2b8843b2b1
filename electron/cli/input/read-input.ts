import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { assess } from '#shared/assessment/assess.ts';
import { loadCatalogue } from '#shared/catalogue/load.ts';
import type { ErrorCode } from '#shared/errors.ts';
import { loadFacts } from '#shared/facts/load.ts';
import type { Facts } from '#shared/facts/schema.ts';
import { acceptedOnly, blockersOf } from '#shared/log/readiness.ts';
import { err, ok, type Result } from '#shared/result.ts';
import { readJson } from '#shared/schema-fault.ts';
import { openLines } from '#shared/text/open-text.ts';
import * as v from 'valibot';
import type { Io } from './command.ts';
import type { CatalogueFile, Input, Finality } from './input.ts';
import { looksLikePackage, readPackageInput } from './read-package.ts';
import { readRegular } from '#electron/services/disk/regular-file.ts';
import { hashBytes } from '#electron/services/disk/hash.ts';

const BUILT_IN = join(import.meta.dirname, '..', '..', '..', 'resources', 'catalogues');

/**
 * Reads facts (`-`: standard input) and their catalogue: the file named, else the built-in one they were written for. A
 * package in place of a facts file states what its events do, and brings its own catalogue.
 */
export async function readInput(
  factsPath: string,
  cataloguePath: string | undefined,
  io: Io,
): Promise<Result<Input, ErrorCode>> {
  if (await looksLikePackage(factsPath)) {
    const given = cataloguePath === undefined ? ok(null) : await readCatalogue(cataloguePath, io);
    return given.ok ? readPackageInput(factsPath, given.value) : given;
  }
  const text = await readText(factsPath, io);
  if (!text.ok) return text;
  const file = cataloguePath === undefined ? await builtInFor(text.value) : await readCatalogue(cataloguePath, io);
  if (!file.ok) return file;
  const facts = loadFacts(text.value, file.value.catalogue);
  return facts.ok ? ok({ ...file.value, facts: facts.value, finality: finalityOf(facts.value, file.value) }) : facts;
}

/** A facts file is final where nothing in it is open: it carries its own acceptances and replies. */
function finalityOf(facts: Facts, { catalogue }: CatalogueFile): Finality {
  const accepted = facts.accepted ?? [];
  const assessment = assess(catalogue, facts);
  const blockers = blockersOf({ conflicts: [], unknownEvents: [] }, assessment, accepted);
  const open = openLines(blockers, assessment);
  if (blockers.length > 0) return { settled: err('inspection.not-ready', { count: blockers.length }), open };
  const settled = {
    at: null,
    date: null,
    accepted: accepted.filter((one) => acceptedOnly(assessment, [one]).length > 0),
  };
  return { settled: ok(settled), open };
}

async function readCatalogue(path: string, io: Io): Promise<Result<CatalogueFile, ErrorCode>> {
  const bytes = await readBytes(path, io);
  return bytes.ok ? catalogueOf(bytes.value, path) : bytes;
}

function catalogueOf(bytes: Uint8Array, path: string): Result<CatalogueFile, ErrorCode> {
  const text = decode(bytes, path);
  if (!text.ok) return text;
  const catalogue = loadCatalogue(text.value);
  if (!catalogue.ok) return catalogue;
  return ok({ catalogue: catalogue.value, sha256: hashBytes(bytes) });
}

const Wanted = v.object({ catalogue: v.object({ id: v.string(), version: v.string() }) });

/** Facts that do not say their catalogue get any: loading them then reports what is wrong with them. */
async function builtInFor(facts: string): Promise<Result<CatalogueFile, ErrorCode>> {
  const names = (await readdir(BUILT_IN)).filter((name) => name.endsWith('.json')).sort();
  const json = readJson(facts);
  const wanted = v.safeParse(Wanted, json.ok ? json.value : null);
  for (const name of names) {
    const file = catalogueOf(await readRegular(join(BUILT_IN, name)), name);
    if (!file.ok) throw new Error(`built-in catalogue ${name}: ${file.error.code}`);
    if (!wanted.success) return file;
    const { id, version } = wanted.output.catalogue;
    if (file.value.catalogue.id === id && file.value.catalogue.version === version) return file;
  }
  if (!wanted.success) throw new Error('no built-in catalogue');
  return err('catalogue.not-found', { id: `${wanted.output.catalogue.id} ${wanted.output.catalogue.version}` });
}

async function readText(path: string, io: Io): Promise<Result<string, ErrorCode>> {
  const bytes = await readBytes(path, io);
  return bytes.ok ? decode(bytes.value, path) : bytes;
}

/** Bytes of a file, or `cli.file-unreadable`. */
export async function readBytes(path: string, io: Io): Promise<Result<Uint8Array, ErrorCode>> {
  try {
    return ok(await io.read(path));
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    return err('cli.file-unreadable', { path, reason });
  }
}

function decode(bytes: Uint8Array, path: string): Result<string, ErrorCode> {
  try {
    return ok(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return err('cli.not-utf8', { path });
  }
}
