import { describe, expect, it } from 'vitest';
import { parseCard } from './parse-card';

const text = (value: string) => ({ kind: 'text', text: value });

describe('parseCard', () => {
  it('leaves the title out and opens a section per heading', () => {
    expect(parseCard('# Model 1\n\nA potential\nfor all.\n\n## Use\nRanking.\n### Not\nSurfaces.')).toEqual([
      { heading: null, blocks: [{ kind: 'paragraph', line: [text('A potential for all.')] }] },
      { heading: 'Use', blocks: [{ kind: 'paragraph', line: [text('Ranking.')] }] },
      { heading: 'Not', blocks: [{ kind: 'paragraph', line: [text('Surfaces.')] }] },
    ]);
  });

  it('joins the lines of an item and begins a list right below a paragraph', () => {
    expect(parseCard('**Fails**\n- one\n  goes on\n- `two`\n\nAfter.')).toEqual([
      {
        heading: null,
        blocks: [
          { kind: 'paragraph', line: [{ kind: 'strong', text: 'Fails' }] },
          { kind: 'list', items: [[text('one goes on')], [{ kind: 'code', text: 'two' }]] },
          { kind: 'paragraph', line: [text('After.')] },
        ],
      },
    ]);
  });

  it('reads tables, empty cells included, without the rule below the head', () => {
    expect(parseCard('| | energy |\n|---|:-:|\n| this file | 2.3e-6 |')).toEqual([
      { heading: null, blocks: [{ kind: 'table', head: [[], [text('energy')]], rows: [[[text('this file')], [text('2.3e-6')]]] }] },
    ]);
  });

  it.each([
    ['(2025), doi:10.1038/s41524-024-01500-6).', '10.1038/s41524-024-01500-6', ').'],
    ['see doi:10.1107/97809553602060000549.', '10.1107/97809553602060000549', '.'],
  ])('ends a DOI before the punctuation: %s', (markdown, doi, rest) => {
    const [section] = parseCard(markdown);
    const [block] = section?.blocks ?? [];
    expect(block?.kind === 'paragraph' ? block.line.slice(1) : null).toEqual([{ kind: 'doi', text: doi }, text(rest)]);
  });

  it('keeps what it does not know as plain text, markup of HTML too', () => {
    expect(parseCard('<script>x</script> [a](b) a * b **open')).toEqual([
      { heading: null, blocks: [{ kind: 'paragraph', line: [text('<script>x</script> [a](b) a * b **open')] }] },
    ]);
    expect(parseCard(' \n\n')).toEqual([]);
  });
});
