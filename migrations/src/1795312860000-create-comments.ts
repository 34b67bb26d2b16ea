import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What members say of predictions, structures, searches and materials. */
export class CreateComments1795312860000 implements MigrationInterface {
  readonly name = 'CreateComments1795312860000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE comment (
      id uuid NOT NULL DEFAULT gen_random_uuid(),
      prediction_id uuid,
      structure_id uuid,
      search_id uuid,
      material_id uuid,
      author_id uuid NOT NULL,
      body text NOT NULL,
      created_at timestamptz(3) NOT NULL DEFAULT now(),
      edited_at timestamptz(3),
      CONSTRAINT comment_subject_check CHECK (num_nonnulls(prediction_id, structure_id, search_id, material_id) = 1),
      CONSTRAINT "PK_0b0e4bbc8415ec426f87f3a88e2" PRIMARY KEY (id)
    )`);
    await runner.query(`CREATE INDEX comment_created_at_idx ON comment (created_at, id)`);
    for (const subject of ['prediction', 'structure', 'search', 'material']) {
      const table = subject === 'structure' ? 'relaxed_structure' : subject;
      await runner.query(`CREATE INDEX comment_${subject}_idx ON comment (${subject}_id, created_at, id)`);
      await runner.query(
        `ALTER TABLE comment ADD CONSTRAINT comment_${subject}_fkey FOREIGN KEY (${subject}_id) REFERENCES ${table}(id) ON DELETE CASCADE`,
      );
    }
    await runner.query(`ALTER TABLE comment ADD CONSTRAINT comment_author_fkey FOREIGN KEY (author_id) REFERENCES member(id) ON DELETE RESTRICT`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE comment`);
  }
}
