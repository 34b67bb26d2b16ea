'use client';
import type { FormEvent } from 'react';
import { useId, useState } from 'react';
import { useTranslate } from '../../i18n/use-translate';
import { Button } from '../button';
import styles from './comments.module.css';

interface CommentFormProps {
  readonly label: string;
  readonly submitLabel: string;
  readonly initial: string;
  /** Gives what went wrong, null where nothing did. */
  readonly onSubmit: (body: string) => Promise<string | null>;
  readonly onCancel?: () => void;
}

const LONGEST = 10_000;

/** A field for plain text; it is emptied once the text is stored. */
export function CommentForm({ label, submitLabel, initial, onSubmit, onCancel }: CommentFormProps) {
  const t = useTranslate();
  const id = useId();
  const [body, setBody] = useState(initial);
  const [failure, setFailure] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    const problem = await onSubmit(body);
    setBusy(false);
    setFailure(problem);
    if (problem === null) setBody('');
  };

  return (
    <form className={styles['form']} onSubmit={(event) => void submit(event)}>
      <label htmlFor={id}>
        {label}
        <textarea id={id} value={body} maxLength={LONGEST} onChange={({ target }) => setBody(target.value)} />
      </label>
      {failure !== null && (
        <p className={styles['failure']} role="alert">
          {failure}
        </p>
      )}
      <div className={styles['buttons']}>
        <Button type="submit" disabled={isBusy || body.trim() === ''}>
          {submitLabel}
        </Button>
        {onCancel !== undefined && (
          <Button variant="quiet" onClick={onCancel}>
            {t('comments.cancel')}
          </Button>
        )}
      </div>
    </form>
  );
}
