'use client';
import { Formula } from '../../components/formula';
import styles from '../../components/examples.module.css';
import { useUrlState } from '../../components/use-url-state';
import { useTranslate } from '../../i18n/use-translate';

const EXAMPLES = ['BaTiO3', 'GeO2', 'ZnS', 'MoS2', 'Na3PS4', 'LiMnPO4', 'Cs2AgBiBr6'];

/** Compositions to begin with; a click puts one into the field. */
export function Examples() {
  const t = useTranslate();
  const [, setFormula] = useUrlState('formula');
  return (
    <div className={styles['examples']} role="group" aria-label={t('home.examples')}>
      <span aria-hidden="true">{t('home.examples')}</span>
      {EXAMPLES.map((formula) => (
        <button
          key={formula}
          type="button"
          className={styles['chip']}
          onClick={() => {
            setFormula(formula);
            document.querySelector<HTMLElement>('[data-formula-field]')?.focus();
          }}
        >
          <Formula text={formula} />
        </button>
      ))}
    </div>
  );
}
