import type { MigrationInterface, QueryRunner } from 'typeorm';

/** An idempotency key may belong to a search. */
export class KeySearches1795309200000 implements MigrationInterface {
  readonly name = 'KeySearches1795309200000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE idempotency_key ALTER COLUMN prediction_id DROP NOT NULL, ADD search_id uuid');
    await runner.query(`ALTER TABLE idempotency_key
      ADD CONSTRAINT idempotency_key_started_check CHECK (num_nonnulls(prediction_id, search_id) = 1),
      ADD CONSTRAINT idempotency_key_search_fkey FOREIGN KEY (search_id) REFERENCES search (id) ON DELETE CASCADE`);
    await runner.query('CREATE INDEX idempotency_key_prediction_idx ON idempotency_key (prediction_id)');
    await runner.query('CREATE INDEX idempotency_key_search_idx ON idempotency_key (search_id)');
  }

  /** Keys of searches are forgotten. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DELETE FROM idempotency_key WHERE prediction_id IS NULL');
    await runner.query('DROP INDEX idempotency_key_prediction_idx');
    await runner.query(
      'ALTER TABLE idempotency_key DROP CONSTRAINT idempotency_key_started_check, DROP COLUMN search_id, ALTER COLUMN prediction_id SET NOT NULL',
    );
  }
}
