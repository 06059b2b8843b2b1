import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { toJsonSchema } from '@valibot/to-json-schema';
import type * as v from 'valibot';
import { ChecklistOption, Field } from '#shared/catalogue/field-schema.ts';
import { Operand, Rule } from '#shared/catalogue/rule-schema.ts';
import * as catalogue from '#shared/catalogue/schema.ts';
import * as facts from '#shared/facts/schema.ts';
import { CATALOGUE_WORDS, FACTS_WORDS } from './schema-words.ts';

const FOLDER = join(import.meta.dirname, '..', 'resources', 'schemas');

type Schema = v.GenericSchema;
type Words = typeof CATALOGUE_WORDS;

const CATALOGUE_TYPES: Readonly<Record<string, Schema>> = {
  Category: catalogue.Category,
  Indicator: catalogue.Indicator,
  Clause: catalogue.Clause,
  Field,
  ChecklistOption,
  Rule,
  Operand,
  Check: catalogue.Check,
  NarrativeLine: catalogue.NarrativeLine,
  NarrativePart: catalogue.NarrativePart,
  EvidenceWanted: catalogue.EvidenceWanted,
};

const FACTS_TYPES: Readonly<Record<string, Schema>> = {
  Profile: facts.Profile,
  Estate: facts.Estate,
  Answer: facts.Answer,
  Answers: facts.Answers,
  ClauseAnswers: facts.ClauseAnswers,
  Entry: facts.Entry,
  Waiver: facts.Waiver,
  Override: facts.Override,
  Narrative: facts.Narrative,
  Evidence: facts.Evidence,
  FindingReply: facts.FindingReply,
  Acceptance: facts.NamedAcceptance,
};

/** The JSON Schema files of the product, by file name: what an editor needs to help with a catalogue or facts file. */
export function schemaFiles(): Readonly<Record<string, string>> {
  return {
    'catalogue.schema.json': fileOf(
      '智慧社区验收指标目录',
      catalogue.Catalogue,
      'Catalogue',
      CATALOGUE_TYPES,
      CATALOGUE_WORDS,
    ),
    'facts.schema.json': fileOf('智慧社区验收填报文件', facts.Facts, 'Facts', FACTS_TYPES, FACTS_WORDS),
  };
}

function fileOf(
  title: string,
  root: Schema,
  name: string,
  definitions: Readonly<Record<string, Schema>>,
  words: Words,
): string {
  const converted = toJsonSchema(root, {
    target: 'draft-2020-12',
    typeMode: 'input',
    // Trimming and cross-checks (from ≤ to, unique ids) have no counterpart; the loader still makes them.
    errorMode: 'ignore',
    definitions: { ...definitions },
  });
  const { $schema, $defs, ...body } = converted;
  const types = Object.entries($defs ?? {});
  const described = {
    $schema,
    title,
    ...withWords(body, name, words),
    $defs: Object.fromEntries(types.map(([type, schema]) => [type, within(schema, type, words)])),
  };
  return `${JSON.stringify(described, null, 2)}\n`;
}

type Json = Readonly<Record<string, unknown>>;

/** The schema with a description at every property that has one; nested nameless types speak as part of `type`. */
function withWords(schema: Json, type: string, words: Words): Json {
  return Object.fromEntries(
    Object.entries(schema).map(([key, value]) => [
      key,
      key === 'properties' && isJson(value) ? describedProperties(value, type, words) : within(value, type, words),
    ]),
  );
}

function within(value: unknown, type: string, words: Words): unknown {
  if (Array.isArray(value)) return value.map((part: unknown) => within(part, type, words));
  return isJson(value) ? withWords(value, type, words) : value;
}

function describedProperties(properties: Json, type: string, words: Words): Json {
  return Object.fromEntries(
    Object.entries(properties).map(([key, value]) => {
      const description = words[type]?.[key] ?? words['*']?.[key];
      const inner = isJson(value) ? withWords(value, type, words) : {};
      return [key, description === undefined ? inner : { description, ...inner }];
    }),
  );
}

function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Writes the files (run as a program). */
function writeSchemaFiles(): void {
  mkdirSync(FOLDER, { recursive: true });
  for (const [name, text] of Object.entries(schemaFiles())) writeFileSync(join(FOLDER, name), text);
}

if (import.meta.main) writeSchemaFiles();
