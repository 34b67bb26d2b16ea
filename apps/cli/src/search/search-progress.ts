import type { SearchState } from '@kessho/core/search/search-types';

const BAR_WIDTH = 24;

/** Show a search on stderr: a bar that redraws itself on a terminal, elsewhere one line for each improvement. */
export function searchProgress(
  label: string,
  stream: NodeJS.WriteStream = process.stderr,
): { readonly onAdvance: (state: SearchState) => void; readonly finish: () => void } {
  let drawn = false;
  let points = 0;
  return {
    onAdvance: (state) => {
      const { request, relaxations, curve, phases } = state;
      const text = `${relaxations}/${request.budget}  ${best(state)}, ${phases.length} phases`;
      if (stream.isTTY) {
        const filled = Math.min(BAR_WIDTH, Math.round((BAR_WIDTH * relaxations) / request.budget));
        stream.write(`\r\u001b[K${label}  ${'█'.repeat(filled)}${'░'.repeat(BAR_WIDTH - filled)} ${text}`);
        drawn = true;
      } else if (curve.length > points) stream.write(`${label}  ${text}\n`);
      points = curve.length;
    },
    finish: () => void (drawn && stream.write('\r\u001b[K')),
  };
}

function best({ curve }: SearchState): string {
  const last = curve.at(-1);
  if (last == null) return 'nothing yet';
  if (last.lowestEnthalpyPerAtom !== null) return `lowest ${last.lowestEnthalpyPerAtom.toFixed(4)} eV/atom`;
  return last.hullVolume === null ? 'no hull yet' : `hull ${(1000 * last.hullVolume).toFixed(1)} meV/atom deep on average`;
}
