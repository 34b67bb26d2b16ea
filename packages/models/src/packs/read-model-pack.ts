import { createHash } from 'node:crypto';
import { parseEnergyModelManifest, parsePackListing, type EnergyModelManifest, type PackListing } from '../manifest.js';
import { ModelFileInvalidError } from '../model-errors.js';
import { ModelPackError } from './model-pack-error.js';
import { unzipPack } from './unzip-pack.js';

/** A pack whose files are those that its manifest names. */
export interface ModelPack {
  readonly manifest: EnergyModelManifest;
  readonly listing: PackListing;
  /** All files to install, `manifest.json` among them. */
  readonly files: ReadonlyMap<string, Uint8Array>;
}

/** Layout of packs that this program installs. */
export const PACK_VERSION = 1;
const MANIFEST = 'manifest.json';
/** Name and version become folders. */
const FOLDER_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

/**
 * Read and check a pack without running it: archive, manifest, every hash.
 * @param place named in messages, usually the path of the file
 * @throws {ModelPackError}
 */
export function readModelPack(archive: Uint8Array, place: string): ModelPack {
  const all = unzipPack(archive, place);
  const { manifest, listing } = readManifest(all, place);
  if (listing.version !== PACK_VERSION) throw new ModelPackError('ModelPackIncompatible', `${place} is a pack of version ${listing.version}; this program installs version ${PACK_VERSION}`);
  for (const word of [manifest.id.name, manifest.id.version])
    if (!FOLDER_NAME.test(word)) throw new ModelPackError('ModelPackUnsafe', `${place}: ${JSON.stringify(word)} cannot be the name or the version of a model`);
  if (manifest.license.trim() === '') throw new ModelPackError('ModelPackDamaged', `${place}: ${MANIFEST} names no licence`);
  const needed = [manifest.file, listing.golden, listing.modelCard];
  const unlisted = needed.filter((name) => !listing.files.some(({ file }) => file === name));
  if (unlisted.length > 0) throw new ModelPackError('ModelPackDamaged', `${place}: pack.files of ${MANIFEST} lacks ${unlisted.join(', ')}`);
  const files = new Map<string, Uint8Array>([[MANIFEST, fileOf(all, MANIFEST, place)]]);
  for (const { file, sha256 } of listing.files) {
    const content = fileOf(all, file, place);
    const found = createHash('sha256').update(content).digest('hex');
    const expected = file === manifest.file ? [sha256, manifest.id.sha256] : [sha256];
    if (expected.some((hash) => hash !== found)) throw new ModelPackError('ModelPackHashWrong', `${place}: ${file} has sha256 ${found}, ${MANIFEST} says ${expected.join(' and ')}`);
    files.set(file, content);
  }
  return { manifest, listing, files };
}

function readManifest(files: ReadonlyMap<string, Uint8Array>, place: string): Pick<ModelPack, 'manifest' | 'listing'> {
  const text = new TextDecoder().decode(fileOf(files, MANIFEST, place));
  try {
    return { manifest: parseEnergyModelManifest(text, `${place}: ${MANIFEST}`), listing: parsePackListing(text, `${place}: ${MANIFEST}`) };
  } catch (cause) {
    if (cause instanceof ModelFileInvalidError) throw new ModelPackError('ModelPackDamaged', cause.message, { cause });
    throw cause;
  }
}

function fileOf(files: ReadonlyMap<string, Uint8Array>, name: string, place: string): Uint8Array {
  const content = files.get(name);
  if (content === undefined) throw new ModelPackError('ModelPackDamaged', `${place} has no ${name}`);
  return content;
}
