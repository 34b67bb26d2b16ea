import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';

/** Rock salt, made up; the ids and energies too. `k` makes the cells differ. */
export const saltLine = (id: string, k = 0, more: object = {}): string =>
  JSON.stringify({
    id,
    formula: 'ClNa',
    nsites: 2,
    cell: [4 + k / 1000, 4 + k / 1000, 4 + k / 1000, 60, 60, 60],
    species: [
      ['Na', 1],
      ['Cl', 1],
    ],
    frac: [
      [0, 0, 0],
      [0.5, 0.5, 0.5],
    ],
    e_form_2021: -2 + k / 1000,
    e_hull_2021: k / 1000,
    band_gap: 5,
    icsd: k % 2,
    ...more,
  });

/** Body-centered, of two elements, as POSCAR. */
export const CESIUM_CHLORIDE = `CsCl
1.0
4.1 0 0
0 4.1 0
0 0 4.1
Cs Cl
1 1
Direct
0 0 0
0.5 0.5 0.5
`;

/** Files by their path in a new folder; a name that ends in `.gz` is compressed. Returns the folder. */
export function writeFiles(files: Readonly<Record<string, string | Buffer>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'kessho-import-'));
  for (const [name, content] of Object.entries(files)) {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, name.endsWith('.gz') && typeof content === 'string' ? gzipSync(content) : content);
  }
  return folder;
}

/** A zip archive of stored, uncompressed files (APPNOTE 6.3.10, sections 4.3.7, 4.3.12, 4.3.16). */
export function zipOf(files: Readonly<Record<string, string>>): Buffer {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, text] of Object.entries(files)) {
    const [path, content] = [Buffer.from(name), Buffer.from(text)];
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt32LE(crc32(content), 10);
    common.writeUInt32LE(content.length, 14);
    common.writeUInt32LE(content.length, 18);
    common.writeUInt16LE(path.length, 22);
    bodies.push(Buffer.from('PK\u0003\u0004'), common, path, content);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    directory.push(Buffer.from('PK\u0001\u0002'), Buffer.from([20, 0]), common, tail, path);
    offset += 30 + path.length + content.length;
  }
  const size = directory.reduce((sum, { length }) => sum + length, 0);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(Object.keys(files).length, 4);
  end.writeUInt16LE(Object.keys(files).length, 6);
  end.writeUInt32LE(size, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...bodies, ...directory, Buffer.from('PK\u0005\u0006'), end]);
}

function crc32(bytes: Buffer): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return (crc ^ 0xffffffff) >>> 0;
}
