import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A webhook whose key was changed signs with the former one as well for a while. */
export class KeepFormerWebhookKeys1795320180000 implements MigrationInterface {
  readonly name = 'KeepFormerWebhookKeys1795320180000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE webhook ADD former_secret text, ADD former_secret_until timestamptz(3)`);
    await runner.query(
      `ALTER TABLE webhook ADD CONSTRAINT webhook_former_secret_check CHECK ((former_secret IS NULL) = (former_secret_until IS NULL))`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE webhook DROP COLUMN former_secret_until, DROP COLUMN former_secret`);
  }
}
