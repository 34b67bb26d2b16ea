import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Webhooks, and what each is to be told: triggers write it in the transaction of the event, whoever causes it (docs/decisions/0019). */
export class CreateWebhooks1795312920000 implements MigrationInterface {
  readonly name = 'CreateWebhooks1795312920000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE webhook (
      id uuid NOT NULL DEFAULT gen_random_uuid(),
      url text NOT NULL,
      events text[] NOT NULL,
      secret text NOT NULL,
      created_by uuid NOT NULL,
      created_at timestamptz(3) NOT NULL DEFAULT now(),
      last_success_at timestamptz(3),
      disabled_at timestamptz(3),
      disabled_reason text,
      CONSTRAINT webhook_disabled_check CHECK ((disabled_at IS NULL) = (disabled_reason IS NULL) AND disabled_reason IN ('by-hand', 'failing', 'gone')),
      CONSTRAINT webhook_events_check CHECK (cardinality(events) >= 1),
      CONSTRAINT "PK_e6765510c2d078db49632b59020" PRIMARY KEY (id),
      CONSTRAINT webhook_created_by_fkey FOREIGN KEY (created_by) REFERENCES member(id) ON DELETE RESTRICT
    )`);
    await runner.query(`CREATE INDEX webhook_created_by_idx ON webhook (created_by)`);
    await runner.query(`CREATE TABLE webhook_delivery (
      id uuid NOT NULL DEFAULT gen_random_uuid(),
      webhook_id uuid NOT NULL,
      event text NOT NULL,
      subject_type text NOT NULL,
      subject_id uuid NOT NULL,
      details jsonb NOT NULL,
      created_at timestamptz(3) NOT NULL DEFAULT now(),
      state text NOT NULL DEFAULT 'pending',
      attempts integer NOT NULL DEFAULT 0,
      attempted_at timestamptz(3),
      next_attempt_at timestamptz(3) NOT NULL DEFAULT now(),
      status integer,
      error text,
      CONSTRAINT webhook_delivery_state_check CHECK (state IN ('pending', 'delivered', 'failed')),
      CONSTRAINT "PK_b1ae290239a778f12399db91354" PRIMARY KEY (id),
      CONSTRAINT webhook_delivery_webhook_fkey FOREIGN KEY (webhook_id) REFERENCES webhook(id) ON DELETE CASCADE
    )`);
    await runner.query(`CREATE INDEX webhook_delivery_created_at_idx ON webhook_delivery (webhook_id, created_at, id)`);
    await runner.query(`CREATE INDEX webhook_delivery_due_idx ON webhook_delivery (webhook_id, next_attempt_at, id) WHERE state = 'pending'`);
    await runner.query(ANNOUNCE);
    for (const [table, body] of Object.entries(ANNOUNCEMENTS)) {
      await runner.query(`CREATE FUNCTION announce_${table}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN ${body}; RETURN NULL; END $$`);
      const happening =
        table === 'comment'
          ? 'AFTER INSERT ON comment FOR EACH ROW'
          : `AFTER UPDATE OF state ON ${table} FOR EACH ROW WHEN (OLD.state <> NEW.state AND NEW.state IN ('succeeded', 'failed'))`;
      await runner.query(`CREATE TRIGGER ${table}_webhooks ${happening} EXECUTE FUNCTION announce_${table}()`);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of Object.keys(ANNOUNCEMENTS)) {
      await runner.query(`DROP TRIGGER ${table}_webhooks ON ${table}`);
      await runner.query(`DROP FUNCTION announce_${table}`);
    }
    await runner.query(`DROP FUNCTION announce`);
    await runner.query(`DROP TABLE webhook_delivery`);
    await runner.query(`DROP TABLE webhook`);
  }
}

/** One row for each webhook that is on and asked for this event, and word to whoever delivers. */
const ANNOUNCE = `CREATE FUNCTION announce(happened text, type text, subject uuid, said jsonb) RETURNS void LANGUAGE plpgsql AS $$
  BEGIN
    INSERT INTO webhook_delivery (webhook_id, event, subject_type, subject_id, details)
      SELECT w.id, happened, type, subject, said FROM webhook w WHERE w.disabled_at IS NULL AND happened = ANY (w.events);
    IF FOUND THEN PERFORM pg_notify('kessho_webhook', ''); END IF;
  END $$`;

const ENDING = `CASE NEW.state WHEN 'succeeded' THEN 'finished' ELSE 'failed' END`;
const FAILURE = `'failureCode', NEW.failure_code, 'failureMessage', NEW.failure_message`;

/** By table: what its trigger says. */
const ANNOUNCEMENTS = {
  prediction: `PERFORM announce('prediction-' || ${ENDING}, 'Prediction', NEW.id, jsonb_build_object('formula', NEW.formula_text, ${FAILURE}))`,
  search: `PERFORM announce('search-' || ${ENDING}, 'Search', NEW.id, jsonb_build_object('subject', NEW.subject, ${FAILURE}))`,
  material_import: `PERFORM announce('import-' || ${ENDING}, 'MaterialImport', NEW.id,
    jsonb_build_object('source', NEW.source, 'stored', NEW.stored, 'rejected', NEW.rejected, ${FAILURE}))`,
  comment: `PERFORM announce('comment-created', 'Comment', NEW.id, jsonb_build_object(
    'author', (SELECT name FROM member WHERE id = NEW.author_id), 'body', NEW.body,
    'about', CASE WHEN NEW.prediction_id IS NOT NULL THEN 'Prediction' WHEN NEW.structure_id IS NOT NULL THEN 'RelaxedStructure'
      WHEN NEW.search_id IS NOT NULL THEN 'Search' ELSE 'Material' END,
    'aboutId', coalesce(NEW.prediction_id, NEW.structure_id, NEW.search_id, NEW.material_id)))`,
};
