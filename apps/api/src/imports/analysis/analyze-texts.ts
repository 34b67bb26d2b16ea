import { CoreError } from '@kessho/core/errors';
import { ParseFailedError } from '@kessho/core/formats/format-errors';
import type { RecordDefaults } from '@kessho/core/formats/records/read-record';
import { readRecord } from '@kessho/core/formats/records/read-record';
import type { SourceRecord } from '@kessho/core/formats/records/source-record';
import type { CompositionRow } from '../../modules/compositions/ensure-compositions.js';
import type { RecordText, Rejection } from '../import-source.js';
import { materialRow } from './material-row.js';
import { isStorable } from './storable-text.js';

/** What holds for all records of an import, where they do not say otherwise. */
export interface ImportDefaults extends RecordDefaults {
  readonly source: string;
  readonly license: string | null;
  /** Named by whoever imports; goes before what a record says. */
  readonly snapshotDate: string | null;
  /** Of a provider that was asked today. */
  readonly retrievedOn: string | null;
}

/** A row that waits to be stored, already as JSON. */
export interface AnalyzedCrystal {
  /** Source and id: two crystals of one key are the same. */
  readonly key: string;
  readonly formula: string;
  readonly json: string;
}

export interface AnalyzedTexts {
  readonly crystals: readonly AnalyzedCrystal[];
  readonly compositions: readonly CompositionRow[];
  readonly rejections: readonly Rejection[];
}

const MESSAGE_LENGTH = 1000;

/** Read and analyze records; each becomes rows or a rejection. */
export function analyzeTexts(texts: readonly RecordText[], defaults: ImportDefaults): AnalyzedTexts {
  const crystals: AnalyzedCrystal[] = [];
  const compositions = new Map<string, CompositionRow>();
  const rejections: Rejection[] = [];
  const attempt = (text: RecordText, sourceId: string | null, work: () => void): void => {
    try {
      work();
    } catch (error) {
      rejections.push(rejectionOf(error, text, sourceId));
    }
  };
  for (const text of texts) {
    attempt(text, null, () => {
      const records = readRecord(text.text, text.format, defaults);
      for (const [k, record] of records.entries()) {
        attempt(text, record.sourceId, () => {
          const { crystal, composition } = analyze(record, records.length > 1 ? `${text.fallbackId}#${k + 1}` : text.fallbackId, defaults);
          crystals.push(crystal);
          compositions.set(composition.formula, composition);
        });
      }
    });
  }
  return { crystals, compositions: [...compositions.values()], rejections };
}

function analyze(record: SourceRecord, fallbackId: string, defaults: ImportDefaults): { crystal: AnalyzedCrystal; composition: CompositionRow } {
  const { composition, crystal } = materialRow(record);
  const [source, sourceId] = [record.source ?? defaults.source, record.sourceId ?? fallbackId];
  const row = {
    source,
    source_id: sourceId,
    formula: composition.formula,
    ...crystal,
    license: record.license ?? defaults.license,
    snapshot_date: defaults.snapshotDate ?? record.snapshotDate ?? defaults.retrievedOn,
  };
  const json = JSON.stringify(row);
  if (!isStorable(json)) throw new ParseFailedError('The record holds a character that is no text: NUL, or half of a surrogate pair', null);
  return { crystal: { key: `${source}\n${sourceId}`, formula: composition.formula, json }, composition };
}

function rejectionOf(error: unknown, { file, line }: RecordText, sourceId: string | null): Rejection {
  const withinText = error instanceof ParseFailedError && error.line !== null ? error.line - 1 : 0;
  const message = (error instanceof Error ? error.message : String(error)).replaceAll('\0', '\\0').slice(0, MESSAGE_LENGTH);
  return { file, line: line === null ? null : line + withinText, sourceId, code: error instanceof CoreError ? error.code : 'Internal', message };
}
