import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Digits of a number to the base 26, a = 0, for numbers below 26^9. */
const LETTERS = Array.from({ length: 9 }, (_, k) => `chr(97 + (number / ${26 ** (8 - k)} % 26)::integer)`).join(' || ');

/** Ids of the Materials Project get the key of `canonicalMaterialsProjectId`, all others themselves. */
export class FillSourceKeys1763713860000 implements MigrationInterface {
  readonly name = 'FillSourceKeys1763713860000';

  async up(runner: QueryRunner): Promise<void> {
    // Where two spellings of one id are stored, the elder has the key and the other remains under its own name.
    await runner.query(`
      WITH split AS (
        SELECT id, source, source_id, created_at, CASE WHEN source = 'materials-project' THEN regexp_match(source_id, '^(mp|mvc)-([0-9]{1,12}|[a-z]+)$') END AS parts
        FROM material
      ), spelled AS (
        SELECT id, source, source_id, created_at, parts[1] AS prefix,
          CASE WHEN parts[2] ~ '^[0-9]' THEN (SELECT ${LETTERS} FROM (SELECT parts[2]::bigint AS number) AS numbered) ELSE parts[2] END AS letters
        FROM split
      ), keyed AS (
        SELECT id, source, source_id, created_at,
          CASE WHEN prefix IS NULL THEN source_id ELSE prefix || '-' || coalesce(nullif(ltrim(letters, 'a'), ''), 'a') END AS key
        FROM spelled
      ), ordered AS (
        SELECT id, source_id, key, row_number() OVER (PARTITION BY source, key ORDER BY created_at, id) AS place FROM keyed
      )
      UPDATE material SET source_key = CASE WHEN place = 1 THEN key ELSE ordered.source_id END FROM ordered WHERE ordered.id = material.id`);
  }

  async down(): Promise<void> {
    // The column goes with the migration before.
  }
}
