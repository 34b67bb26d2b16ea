import { CodeBlock } from '../../components/code-block';
import fields from '../../components/fields.module.css';
import styles from './settings-view.module.css';

interface FormOutcomeProps {
  readonly failures: readonly string[];
  /** A secret that was made, with what to do with it; null for none. */
  readonly made: { readonly secret: string; readonly name: string; readonly hint: string } | null;
}

/** What came of a form: what went wrong, or a secret that is shown this once. Said aloud. */
export function FormOutcome({ failures, made }: FormOutcomeProps) {
  return (
    <div role="status">
      {failures.map((failure) => (
        <p key={failure} className={fields['failure']}>
          {failure}
        </p>
      ))}
      {made !== null && (
        <>
          <p className={styles['once']}>{made.hint}</p>
          <CodeBlock code={made.secret} label={made.name} />
        </>
      )}
    </div>
  );
}
