import type { MaterialStabilityQuery } from '@kessho/schema/generated/graphql';
import Link from 'next/link';
import { Facts } from '../../components/facts';
import { Formula } from '../../components/formula';
import { Panel } from '../../components/panel';
import { Quantity } from '../../components/quantity';
import { requestLocale, serverTranslate } from '../../i18n/server';
import styles from './material.module.css';

type Diagram = MaterialStabilityQuery['phaseDiagram'];

interface StabilityPanelProps {
  /** `Fe-O` */
  readonly system: string;
  /** Or why there is none. */
  readonly answer: Diagram | { readonly failure: string };
}

/** eV/atom: two energies closer than this are the same to the hull. */
const HULL_TOLERANCE = 1e-8;

/** Where the entry stands among the reference phases, all energies by one potential, and what it falls apart into. */
export async function StabilityPanel({ system, answer }: StabilityPanelProps) {
  const [t, locale] = await Promise.all([serverTranslate(), requestLocale()]);
  if ('failure' in answer) {
    return (
      <Panel title={t('material.stability')}>
        <p className={styles['quiet']}>{t('material.stability.failed', { message: answer.failure })}</p>
      </Panel>
    );
  }
  const { phase, referenceSet } = answer;
  const isStable = phase !== null && phase.energyAboveHull <= HULL_TOLERANCE;
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 });
  return (
    <Panel title={t('material.stability')}>
      {phase === null ? (
        <p className={styles['quiet']}>{t('material.stability.missing')}</p>
      ) : (
        <p className={styles['headline']}>
          <Quantity value={phase.energyAboveHull} kind="smallEnergyPerAtom" />
          <small>{t('structure.energies.hull')}</small>
        </p>
      )}
      <Facts
        rows={[
          { term: t('structure.energies.formation'), value: phase && <Quantity value={phase.formationEnergyPerAtom} kind="energyPerAtom" /> },
          {
            term: t('structure.energies.decomposes'),
            value:
              phase &&
              (isStable
                ? t('material.stability.stable')
                : phase.decomposesTo.map(({ amount, phase: product }, index) => (
                    <span key={product.entryId}>
                      {index > 0 && ' + '}
                      {phase.decomposesTo.length > 1 && `${percent.format(amount)} `}
                      {product.material === null ? (
                        <Formula text={product.formula} />
                      ) : (
                        <Link href={`/materials/${product.material.id}`}>
                          <Formula text={product.formula} />
                        </Link>
                      )}{' '}
                      ({product.entryId})
                    </span>
                  ))),
          },
          {
            term: t('material.stability.gain'),
            value:
              phase === null || phase.equilibriumReactionEnergyPerAtom === null || !system.includes('-') ? null : (
                <Quantity value={Math.abs(phase.equilibriumReactionEnergyPerAtom)} kind="smallEnergyPerAtom" />
              ),
          },
          { term: t('structure.energies.model'), value: `${referenceSet.energyModel.name} ${referenceSet.energyModel.version}` },
          {
            term: t('structure.energies.reference'),
            value: (
              <>
                {referenceSet.name}
                <br />
                {t('diagram.referenceLine', { entries: referenceSet.entries, date: referenceSet.snapshotDate })}
              </>
            ),
          },
        ]}
      />
      {system.includes('-') && (
        <p className={styles['more']}>
          <Link href={`/phase-diagram?system=${system}${phase === null ? '' : `&phase=${encodeURIComponent(phase.entryId)}`}`}>
            {t('material.diagram', { system: system.replaceAll('-', '–') })}
          </Link>
        </p>
      )}
    </Panel>
  );
}
