import { fileURLToPath } from 'node:url';

/** Folder of a model that comes with this package: `modelDirectory('energy', 'chgnet', '0.3.0')`. It need not exist. */
export function modelDirectory(kind: 'energy' | 'symmetry' | 'property' | 'order', name: string, version: string): string {
  // src/runtime and dist/runtime are equally deep
  return fileURLToPath(new URL(`../../${kind}/${name}/${version}/`, import.meta.url));
}
