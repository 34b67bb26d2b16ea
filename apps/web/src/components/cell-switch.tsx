'use client';
import type { CellSetting } from '@kessho/schema/generated/graphql';
import { useRouter } from 'next/navigation';
import { useOptimistic, useTransition } from 'react';
import type { MessageKey } from '../i18n/en';
import { useTranslate } from '../i18n/use-translate';
import { CELL_CHOICES } from './cell-choices';
import { Segmented } from './segmented';

interface CellSwitchProps {
  readonly cell: CellSetting;
  /** How the cell that is left as it came is called. */
  readonly asPredicted?: MessageKey;
  readonly onSwitch: () => void;
}

/** Another cell is another page of the same crystal: the server symmetrizes and cuts it. */
export function CellSwitch({ cell, asPredicted = 'structure.cell.AS_PREDICTED', onSwitch }: CellSwitchProps) {
  const t = useTranslate();
  const router = useRouter();
  const [isPending, startTransition] = useTransition();
  const [chosen, setChosen] = useOptimistic(cell);
  const choose = (next: CellSetting) => {
    const search = new URLSearchParams(window.location.search);
    // The view was one of the other cell.
    search.delete('view');
    if (next === CELL_CHOICES[0]) search.delete('cell');
    else search.set('cell', next);
    startTransition(() => {
      setChosen(next);
      onSwitch();
      router.replace(`?${search.toString()}`, { scroll: false });
    });
  };
  return (
    <div style={isPending ? { opacity: 0.6 } : undefined} aria-busy={isPending}>
      <Segmented
        isSmall
        label={t('structure.cell')}
        value={chosen}
        options={CELL_CHOICES.map((choice) => ({ value: choice, label: t(choice === 'AS_PREDICTED' ? asPredicted : `structure.cell.${choice}`) }))}
        onChange={choose}
      />
    </div>
  );
}
