'use client';
import { DiagramPageDocument, DiagramUnstableDocument } from '@kessho/schema/generated/graphql';
import Link from 'next/link';
import { CopyAs } from '../../components/copy-as';
import { Message } from '../../components/message';
import { useUrlState } from '../../components/use-url-state';
import { useTranslate } from '../../i18n/use-translate';
import type { DiagramRequest } from './diagram-request';
import { isDrawn } from './diagram-request';
import { HullPanel } from './hull-panel';
import type { DiagramAnswer } from './load-diagram';
import { OpenPanel } from './open-panel';
import styles from './phase-diagram.module.css';
import { PhasePanel } from './phase-panel';
import { ReferencePanel } from './reference-panel';
import { SystemForm } from './system-form';
import { useDiagramParameter } from './use-diagram-parameter';

interface PhaseDiagramViewProps {
  /** As it stands in the address. */
  readonly system: string;
  /** Null where no system is asked for, or none can be read. */
  readonly asked: { readonly request: DiagramRequest; readonly answer: DiagramAnswer } | null;
}

/** The page of phase diagrams: a system, its hull, and the chosen phase. */
export function PhaseDiagramView({ system, asked }: PhaseDiagramViewProps) {
  const t = useTranslate();
  const [selected, select] = useUrlState('phase');
  const { change, isPending } = useDiagramParameter();
  const elements = asked?.request.elements ?? [];
  const answer = asked?.answer ?? null;
  return (
    <div className={styles['page']}>
      <header className={styles['head']}>
        <h1>{elements.length > 0 ? t('diagram.titleOf', { system: elements.join('–') }) : t('diagram.title')}</h1>
        <p className={styles['lead']}>
          {elements.length > 0 ? <Link href={`/explore?q=${elements.join('-')}`}>{t('diagram.explore')}</Link> : t('diagram.lead')}
        </p>
      </header>
      <SystemForm system={system} />
      {asked === null && system !== '' && <Message tone="error" title={t('diagram.refused')} hint={t('diagram.system.mistake')} />}
      {answer?.kind === 'refused' && <Message tone="error" title={t('diagram.refused')} hint={answer.message} />}
      {answer?.kind === 'diagram' && (
        <div className={styles['columns']} aria-busy={isPending}>
          <HullPanel diagram={answer.diagram} selected={selected} onSelect={select} />
          <div className={styles['side']}>
            <PhasePanel phase={answer.diagram.phases.find(({ entryId }) => entryId === selected) ?? null} diagram={answer.diagram} />
            {asked !== null && elements.length > 1 && (
              <OpenPanel
                key={elements.join()}
                elements={elements}
                open={asked.request.open}
                computed={answer.diagram.open}
                onChange={(text) => change('open', text)}
              />
            )}
            <ReferencePanel diagram={answer.diagram} referenceSets={answer.referenceSets} />
          </div>
        </div>
      )}
      {asked !== null && (
        <CopyAs
          requests={[
            { document: DiagramPageDocument, variables: { ...asked.request, isDrawn: isDrawn(asked.request) } },
            { document: DiagramUnstableDocument, variables: { ...asked.request, first: 100 } },
          ]}
        />
      )}
    </div>
  );
}
