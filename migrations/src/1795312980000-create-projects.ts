import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Named collections of predictions and searches. */
export class CreateProjects1795312980000 implements MigrationInterface {
  readonly name = 'CreateProjects1795312980000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE project (
      id uuid NOT NULL DEFAULT gen_random_uuid(),
      name text NOT NULL,
      description text NOT NULL,
      created_by uuid NOT NULL,
      created_at timestamptz(3) NOT NULL DEFAULT now(),
      CONSTRAINT "PK_4d68b1358bb5b766d3e78f32f57" PRIMARY KEY (id),
      CONSTRAINT project_created_by_fkey FOREIGN KEY (created_by) REFERENCES member(id) ON DELETE RESTRICT
    )`);
    await runner.query(`CREATE INDEX project_created_by_idx ON project (created_by)`);
    await runner.query(`CREATE INDEX project_created_at_idx ON project (created_at, id)`);
    for (const entry of ENTRIES) {
      await runner.query(`CREATE TABLE project_${entry} (
        project_id uuid NOT NULL,
        ${entry}_id uuid NOT NULL,
        CONSTRAINT project_${entry}_pkey PRIMARY KEY (project_id, ${entry}_id),
        CONSTRAINT project_${entry}_project_fkey FOREIGN KEY (project_id) REFERENCES project(id) ON DELETE CASCADE,
        CONSTRAINT project_${entry}_${entry}_fkey FOREIGN KEY (${entry}_id) REFERENCES ${entry}(id) ON DELETE CASCADE
      )`);
      await runner.query(`CREATE INDEX project_${entry}_${entry}_idx ON project_${entry} (${entry}_id)`);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const entry of ENTRIES) await runner.query(`DROP TABLE project_${entry}`);
    await runner.query(`DROP TABLE project`);
  }
}

const ENTRIES = ['prediction', 'search'] as const;
