import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The processes that work, for those who watch over them. */
export class CreateWorkers1763713200000 implements MigrationInterface {
  readonly name = 'CreateWorkers1763713200000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE worker (
      id uuid NOT NULL DEFAULT gen_random_uuid(),
      host text NOT NULL,
      process_id integer NOT NULL,
      models_version text NOT NULL,
      started_at timestamptz(3) NOT NULL DEFAULT now(),
      heartbeat_at timestamptz(3) NOT NULL DEFAULT now(),
      CONSTRAINT "PK_dc8175fa0e34ce7a39e4ec73b94" PRIMARY KEY (id)
    )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE worker`);
  }
}
