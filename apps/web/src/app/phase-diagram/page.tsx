import type { Metadata } from 'next';
import { ApiUnreachable } from '../../components/api-unreachable';
import { loadDiagram } from '../../features/phase-diagram/load-diagram';
import type { DiagramRequest } from '../../features/phase-diagram/diagram-request';
import { PhaseDiagramView } from '../../features/phase-diagram/phase-diagram-view';
import { readOpen } from '../../features/phase-diagram/read-open';
import { readSystem } from '../../features/phase-diagram/read-system';
import { serverTranslate } from '../../i18n/server';

interface PageProps {
  readonly searchParams: Promise<{ readonly [name: string]: string | string[] | undefined }>;
}

const textOf = (value: string | string[] | undefined): string | null => (typeof value === 'string' && value !== '' ? value : null);

export async function generateMetadata({ searchParams }: PageProps): Promise<Metadata> {
  const [t, { system }] = await Promise.all([serverTranslate(), searchParams]);
  const elements = readSystem(textOf(system) ?? '');
  return { title: elements === null ? t('diagram.title') : t('diagram.titleOf', { system: elements.join('–') }) };
}

export default async function PhaseDiagramPage({ searchParams }: PageProps) {
  const parameters = await searchParams;
  const system = textOf(parameters['system']) ?? '';
  const elements = readSystem(system);
  if (elements === null) return <PhaseDiagramView system={system} asked={null} />;
  const request: DiagramRequest = {
    elements,
    referenceSet: textOf(parameters['set']),
    includePredicted: parameters['predicted'] === '1',
    predictions: textOf(parameters['predictions'])?.split(',') ?? null,
    open: readOpen(textOf(parameters['open']), elements),
  };
  const answer = await loadDiagram(request);
  if (answer === 'unreachable') return <ApiUnreachable />;
  return <PhaseDiagramView system={system} asked={{ request, answer }} />;
}
