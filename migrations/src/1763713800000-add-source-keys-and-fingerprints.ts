import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Materials are found by one key for all spellings of their id, and by their geometry. */
export class AddSourceKeysAndFingerprints1763713800000 implements MigrationInterface {
  readonly name = 'AddSourceKeysAndFingerprints1763713800000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE material
      ADD source_key text,
      ADD fingerprint bytea,
      ADD CONSTRAINT material_fingerprint_check CHECK (fingerprint IS NULL OR (nsites IS NOT NULL AND octet_length(fingerprint) = 128))`);
    // It looks like noise to a compressor, and a fingerprint is read for every search.
    await runner.query(`ALTER TABLE material ALTER fingerprint SET STORAGE PLAIN`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE material DROP CONSTRAINT material_fingerprint_check, DROP fingerprint, DROP source_key`);
  }
}
