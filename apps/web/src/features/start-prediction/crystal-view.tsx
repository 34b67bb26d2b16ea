'use client';
import type { Structure } from '@kessho/core/crystal/structure';
import { symbolOf } from '@kessho/core/elements/elements';
import { useEffect, useId, useMemo, useState } from 'react';
import { Button } from '../../components/button';
import { Facts } from '../../components/facts';
import { Formula } from '../../components/formula';
import { Quantity } from '../../components/quantity';
import { SpaceGroupSymbol } from '../../components/space-group-symbol';
import { StructureSketch } from '../../components/structure-viewer/structure-sketch';
import { useTranslate } from '../../i18n/use-translate';
import type { CrystalDescription, CrystalFile } from '../../workers/read-file';
import { runTask } from '../../workers/run-task';
import styles from './entry.module.css';
import { FoundPlaces } from './found-places';
import { SeedButton } from './seed-button';

/** Pixels. */
const SKETCH_SIZE = 176;
/** Crystals in larger cells are a blur at this size. */
const MOST_DRAWN_SITES = 300;

/** One crystal of a file: what was read, where it is known, and what to do with it. */
export function CrystalView({ file, onPredict }: { file: CrystalFile; onPredict: (formula: string) => void }) {
  const t = useTranslate();
  const id = useId();
  const [place, setPlace] = useState(0);
  const crystal = file.crystals[place] ?? file.crystals[0];
  const described = useDescription(crystal?.structure ?? null);
  if (crystal === undefined) return null;
  return (
    <div className={styles['sections']}>
      {file.count > 1 && (
        <div className={styles['controls']}>
          <label htmlFor={`${id}-crystal`}>
            {t('file.crystal.which', { count: file.count })}
            <select id={`${id}-crystal`} className={styles['input']} value={place} onChange={({ target }) => setPlace(Number(target.value))}>
              {file.crystals.map(({ name, structure }, index) => (
                <option key={index} value={index}>
                  {t('file.crystal.option', { place: index + 1, name: name ?? '', count: structure.atomicNumbers.length })}
                </option>
              ))}
            </select>
          </label>
          {file.count > file.crystals.length && <p className={styles['hint']}>{t('file.crystal.first', { count: file.crystals.length })}</p>}
        </div>
      )}
      {described === null ? (
        <p role="status" className={styles['hint']}>
          {t('file.reading')}
        </p>
      ) : typeof described === 'string' ? (
        <p className={styles['failure']} role="alert">
          {described}
        </p>
      ) : (
        <>
          <ReadCrystal structure={crystal.structure} described={described} />
          <div className={styles['offers']} role="group" aria-label={t('file.offers')}>
            <Button variant="primary" onClick={() => onPredict(described.formula)}>
              {t('home.try', { formula: described.formula })}
            </Button>
            <SeedButton formula={described.formula} content={described.content} atoms={crystal.structure.atomicNumbers.length} />
          </div>
          <FoundPlaces key={described.content} content={described.content} formula={described.formula} />
        </>
      )}
    </div>
  );
}

function ReadCrystal({ structure, described }: { structure: Structure; described: CrystalDescription }) {
  const t = useTranslate();
  const { formula, spaceGroup, symprec, parameters, volume } = described;
  const drawn = useMemo(
    () => ({ lattice: structure.lattice.vectors, symbols: structure.atomicNumbers.map(symbolOf), fracCoords: structure.fracCoords }),
    [structure],
  );
  return (
    <div className={styles['crystal']}>
      {structure.atomicNumbers.length <= MOST_DRAWN_SITES && <StructureSketch structure={drawn} size={SKETCH_SIZE} />}
      <Facts
        rows={[
          { term: t('col.formula'), value: <Formula text={formula} /> },
          {
            term: t('col.spaceGroup'),
            value:
              spaceGroup === null ? (
                t('file.crystal.noGroup')
              ) : (
                <>
                  <SpaceGroupSymbol {...spaceGroup} /> <span className={styles['hint']}>{t('file.crystal.symprec', { symprec: symprec ?? 0 })}</span>
                </>
              ),
          },
          { term: t('col.nsites'), value: structure.atomicNumbers.length },
          {
            term: <i>a, b, c</i>,
            value: <Quantities values={[parameters.a, parameters.b, parameters.c]} kind="length" />,
          },
          { term: 'α, β, γ', value: <Quantities values={[parameters.alpha, parameters.beta, parameters.gamma]} kind="angle" /> },
          { term: t('structure.lattice.volume'), value: <Quantity value={volume} kind="volume" /> },
        ]}
      />
    </div>
  );
}

function Quantities({ values, kind }: { values: readonly number[]; kind: 'length' | 'angle' }) {
  return values.map((value, index) => (
    <span key={index}>
      {index > 0 && ', '}
      <Quantity value={value} kind={kind} bare={index < values.length - 1} />
    </span>
  ));
}

/** Null while it is being made; the words of the core where it cannot be. */
function useDescription(structure: Structure | null): CrystalDescription | string | null {
  const [answer, setAnswer] = useState<{ readonly of: Structure; readonly description: CrystalDescription | string } | null>(null);
  useEffect(() => {
    if (structure === null) return;
    runTask('describeCrystal', { structure }).then(
      (description) => setAnswer({ of: structure, description }),
      (error: Error) => setAnswer({ of: structure, description: error.message }),
    );
  }, [structure]);
  return answer !== null && answer.of === structure ? answer.description : null;
}
