'use client';
import { useId } from 'react';
import { ProjectChoice } from '../../components/projects/project-choice';
import { Segmented } from '../../components/segmented';
import { useTranslate } from '../../i18n/use-translate';
import type { FormChoices, FormOptions } from './form-options';
import { BUDGETS, judgeName, MAX_ATOMS } from './form-options';
import styles from './prediction-form.module.css';

/** Budget, size of the cell, seed, and, where there are any, a judge and a project. */
export function OptionFields({ options, judges, projects }: FormChoices & { options: FormOptions }) {
  const t = useTranslate();
  const id = useId();
  return (
    <div className={styles['options']}>
      <div className={styles['option']}>
        <span className={styles['label']} aria-hidden="true">
          {t('home.budget')}
        </span>
        <div>
          <Segmented
            label={t('home.budget')}
            value={options.budget}
            options={BUDGETS.map((budget) => ({ value: budget, label: t(`home.budget.${budget}`) }))}
            onChange={options.setBudget}
          />
        </div>
        <p className={styles['hint']}>{t(`home.budget.${options.budget}.hint`)}</p>
      </div>
      <div className={styles['option']}>
        <label className={styles['label']} htmlFor={`${id}-atoms`}>
          {t('home.maxAtoms')}
        </label>
        <input
          id={`${id}-atoms`}
          className={styles['input']}
          type="number"
          inputMode="numeric"
          min={MAX_ATOMS.least}
          max={MAX_ATOMS.most}
          defaultValue={options.maxAtoms}
          onChange={({ target }) => options.setMaxAtoms(target.value === String(MAX_ATOMS.initial) ? '' : target.value)}
        />
      </div>
      <div className={styles['option']}>
        <label className={styles['label']} htmlFor={`${id}-seed`}>
          {t('home.seed')}
        </label>
        <input
          id={`${id}-seed`}
          className={styles['input']}
          maxLength={200}
          defaultValue={options.seed}
          aria-describedby={`${id}-seed-hint`}
          onChange={({ target }) => options.setSeed(target.value)}
        />
        <p id={`${id}-seed-hint`} className={styles['hint']}>
          {t('home.seed.hint')}
        </p>
      </div>
      {judges.length > 0 && (
        <div className={styles['option']}>
          <label className={styles['label']} htmlFor={`${id}-judge`}>
            {t('home.judge')}
          </label>
          <select
            id={`${id}-judge`}
            className={styles['input']}
            value={options.judge ?? ''}
            aria-describedby={`${id}-judge-hint`}
            onChange={({ target }) => options.setJudge(target.value === '' ? null : target.value)}
          >
            <option value="">{t('home.judge.none')}</option>
            {judges.map((judge) => (
              <option key={judge.id} value={judgeName(judge)}>
                {judge.name} {judge.version}
              </option>
            ))}
          </select>
          <p id={`${id}-judge-hint`} className={styles['hint']}>
            {t('home.judge.hint')}
          </p>
        </div>
      )}
      {projects.length > 0 && (
        <div className={styles['option']}>
          <label className={styles['label']} htmlFor={`${id}-project`}>
            {t('projects.one')}
          </label>
          <ProjectChoice
            id={`${id}-project`}
            className={styles['input']}
            projects={projects}
            none={t('projects.noneChosen')}
            value={options.projectId}
            onChange={options.setProject}
          />
        </div>
      )}
    </div>
  );
}
