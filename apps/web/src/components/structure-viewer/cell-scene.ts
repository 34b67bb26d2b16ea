import type { Bond } from '@kessho/core/neighbors/find-bonds';
import type { Vec3 } from '@kessho/core/numerics/vec3';
import { addVec3, scaleVec3 } from '@kessho/core/numerics/vec3';
import { elementLook } from './element-look';
import type { PickedAtom } from './picked-atoms';
import { positionOf } from './picked-atoms';
import type { ViewerStructure } from './viewer-structure';

export interface SceneAtom extends PickedAtom {
  readonly symbol: string;
  /** Å */
  readonly position: Vec3;
}

/** One stick between the atoms `from` and `to` of the scene; where `to` is null it is the beginning of a bond that leaves the drawn cells. */
export interface SceneStick {
  readonly from: number;
  readonly to: number | null;
  readonly end: Vec3;
}

export interface ScenePolyhedron {
  /** In its middle. */
  readonly site: number;
  readonly corners: readonly Vec3[];
}

export interface CellScene {
  readonly atoms: readonly SceneAtom[];
  readonly sticks: readonly SceneStick[];
  readonly polyhedra: readonly ScenePolyhedron[];
}

export interface SceneOptions {
  /** Cells along a, b and c. */
  readonly supercell: Vec3;
  /** Draw what the coordination polyhedra need, even outside of the cells. */
  readonly hasPolyhedra: boolean;
}

/** An atom this near to a face, as a fraction of the edge, is drawn on the opposite face too. */
const FACE_TOLERANCE = 0.01;

/** How much of a bond that leaves the drawn cells is shown. */
const STUB_SHARE = 0.3;

/** Coordination numbers that give a polyhedron one can see through. */
const POLYHEDRON_CORNERS = { least: 4, most: 8 };

/** Pauling; below it stand the large, weakly bound cations whose many bonds would hide the rest. */
const FRAMEWORK_ELECTRONEGATIVITY = 1.2;

/** Lay out everything that is drawn: atoms of the cells and on their faces, sticks within and across the faces, polyhedra with all their corners. */
export function buildScene(structure: ViewerStructure, bonds: readonly (readonly Bond[])[], { supercell, hasPolyhedra }: SceneOptions): CellScene {
  const atoms: SceneAtom[] = [];
  const indexByKey = new Map<string, number>();

  const addAtom = (site: number, image: Vec3): number => {
    const key = `${site}:${image.join()}`;
    const present = indexByKey.get(key);
    if (present !== undefined) return present;
    atoms.push({ site, image, symbol: structure.symbols[site] ?? '', position: positionOf(structure, { site, image }) });
    indexByKey.set(key, atoms.length - 1);
    return atoms.length - 1;
  };

  structure.fracCoords.forEach((position, site) => imagesInCells(position, supercell).forEach((image) => addAtom(site, image)));
  const insideCount = atoms.length;
  const drawn = drawnBonds(structure, bonds);
  const centers = hasPolyhedra ? polyhedronCenters(structure, bonds) : new Set<number>();
  const other = (bond: Bond, image: Vec3): Vec3 => addVec3(bond.image, image);

  const polyhedra: ScenePolyhedron[] = [];
  for (let index = 0; index < insideCount; index++) {
    const { site, image } = atoms[index] as SceneAtom;
    if (!centers.has(site)) continue;
    const corners = (bonds[site] ?? []).map((bond) => (atoms[addAtom(bond.to, other(bond, image))] as SceneAtom).position);
    polyhedra.push({ site, corners });
  }

  const sticks: SceneStick[] = [];
  for (let index = 0; index < atoms.length; index++) {
    const { site, image, position } = atoms[index] as SceneAtom;
    for (const bond of drawn[site] ?? []) {
      const end = { site: bond.to, image: other(bond, image) };
      const to = indexByKey.get(`${end.site}:${end.image.join()}`);
      if (to !== undefined) {
        if (to > index) sticks.push({ from: index, to, end: (atoms[to] as SceneAtom).position });
      } else if (index < insideCount) {
        const far = positionOf(structure, end);
        sticks.push({ from: index, to: null, end: addVec3(scaleVec3(position, 1 - STUB_SHARE), scaleVec3(far, STUB_SHARE)) });
      }
    }
  }
  return { atoms, sticks, polyhedra };
}

/** The translations that bring a position into the cells or onto their faces. */
function imagesInCells(position: Vec3, supercell: Vec3): Vec3[] {
  const along = (axis: 0 | 1 | 2): number[] => {
    const shifts: number[] = [];
    for (let shift = -1; shift <= supercell[axis]; shift++) {
      const x = position[axis] + shift;
      if (x > -FACE_TOLERANCE && x < supercell[axis] + FACE_TOLERANCE) shifts.push(shift);
    }
    return shifts;
  };
  return along(0).flatMap((x) => along(1).flatMap((y) => along(2).map((z): Vec3 => [x, y, z])));
}

/** Bonds without those of large cations with more neighbors than a polyhedron may have, unless nothing would be left. */
function drawnBonds(structure: ViewerStructure, bonds: readonly (readonly Bond[])[]): readonly (readonly Bond[])[] {
  const isCrowded = structure.symbols.map(
    (symbol, site) => elementLook(symbol).electronegativity < FRAMEWORK_ELECTRONEGATIVITY && (bonds[site]?.length ?? 0) > POLYHEDRON_CORNERS.most,
  );
  const kept = bonds.map((list, site) => (isCrowded[site] === true ? [] : list.filter((bond) => isCrowded[bond.to] !== true)));
  return kept.some((list) => list.length > 0) ? kept : bonds;
}

/** Sites whose neighbors are all more electronegative and of a fitting number; large cations only where there is no other center. */
function polyhedronCenters(structure: ViewerStructure, bonds: readonly (readonly Bond[])[]): Set<number> {
  const negativity = (site: number): number => elementLook(structure.symbols[site] ?? '').electronegativity;
  const fitting = bonds
    .map((list, site) => ({ list, site }))
    .filter(({ list }) => list.length >= POLYHEDRON_CORNERS.least && list.length <= POLYHEDRON_CORNERS.most)
    .filter(({ list, site }) => list.every((bond) => negativity(bond.to) > negativity(site)))
    .map(({ site }) => site);
  const framework = fitting.filter((site) => negativity(site) >= FRAMEWORK_ELECTRONEGATIVITY);
  return new Set(framework.length > 0 ? framework : fitting);
}
