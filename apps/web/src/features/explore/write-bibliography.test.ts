import { describe, expect, it } from 'vitest';
import type { CitedMaterial } from './write-bibliography';
import { writeBibliography } from './write-bibliography';

const PAPER = '@article{jain2013,\n  title = {{Commentary}}\n}\n';
const material = (sourceId: string, rest: Partial<CitedMaterial> = {}): CitedMaterial => ({
  __typename: 'Material',
  source: 'materials-project',
  sourceId,
  license: 'CC-BY-4.0',
  snapshotDate: '2025-02',
  url: `https://next-gen.materialsproject.org/materials/${sourceId}`,
  collection: { license: 'CC-BY-4.0', bibtex: PAPER },
  ...rest,
});
const own = material('a.cif#1', { source: 'my_crystals & co', license: null, snapshotDate: null, url: null, collection: null });

describe('writeBibliography', () => {
  it('cites each paper once, and each state of a collection with its crystals and licenses', () => {
    expect(writeBibliography([material('mp-149'), own, material('mp-22862')])).toBe(`${PAPER}
@misc{materials-project-2025-02,
  title = {{materials-project}},
  year = {2025},
  howpublished = {database of crystal structures, snapshot 2025-02},
  url = {https://next-gen.materialsproject.org},
  note = {Crystals mp-149, mp-22862; license CC-BY-4.0}
}

@misc{my_crystals-co,
  title = {{my\\_crystals \\& co}},
  howpublished = {database of crystal structures},
  note = {Crystals a.cif\\#1}
}
`);
  });

  it('does not depend on the order, keeps two states apart, and counts what it does not name', () => {
    const many = Array.from({ length: 23 }, (_, k) => material(`mp-${k + 10}`));
    expect(writeBibliography(many.toReversed())).toBe(writeBibliography(many));
    expect(writeBibliography(many)).toContain('mp-29 and 3 more;');
    expect(writeBibliography([material('mp-1'), material('mp-2', { snapshotDate: '2026-01' })]).match(/@misc/g)).toHaveLength(2);
  });
});
