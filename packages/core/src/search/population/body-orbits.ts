import type { Mat3 } from '../../numerics/mat3.js';
import type { Rng } from '../../numerics/rng.js';
import { siteSymmetries, type SiteSymmetry } from '../../symmetry/site-symmetry.js';
import type { BodyKind } from '../molecules/fill-formula.js';
import { orientationsOn, type DrawOrientation } from '../molecules/orient-molecule.js';

/** Bodies of one kind on one Wyckoff position. */
export interface BodyOrbit {
  readonly kind: BodyKind;
  readonly site: SiteSymmetry;
  readonly orient: DrawOrientation;
}

/** How a body can stand on a site with these operations; null where it cannot. */
export type OrientOn = (kind: BodyKind, site: readonly Mat3[]) => DrawOrientation | null;

/** Ways to fill a group that are tried before it counts as one without room. */
const FILLINGS = 8;

/** Remembers what it found: positions of many groups have the same operations. */
export function orientWithMemory(): OrientOn {
  const found = new Map<number, Map<readonly Mat3[], DrawOrientation | null>>();
  return ({ molecule, atomicNumbers, offsets }, site) => {
    // an atom is the same however it is turned
    if (molecule === null) return () => offsets;
    const ofKind = found.get(molecule) ?? new Map<readonly Mat3[], DrawOrientation | null>();
    found.set(molecule, ofKind);
    let orientation = ofKind.get(site);
    if (orientation === undefined) ofKind.set(site, (orientation = orientationsOn({ atomicNumbers, positions: offsets }, site)));
    return orientation;
  };
}

/**
 * Wyckoff positions of a group for all bodies of a primitive cell: of those that have room for a body and enough bodies for all their sites first a symmetry of the
 * site, then a position with it, both uniform. A position without free coordinates is taken once.
 * @returns null where the group does not hold the bodies, or no filling that was tried does
 */
export function drawOrbits(kinds: readonly BodyKind[], spaceGroup: number, orientOn: OrientOn, rng: Rng): BodyOrbit[] | null {
  for (let filling = 0; filling < FILLINGS; filling++) {
    const orbits = fillOnce(kinds, siteSymmetries(spaceGroup), orientOn, rng);
    if (orbits !== null) return orbits;
  }
  return null;
}

function fillOnce(kinds: readonly BodyKind[], sites: readonly SiteSymmetry[], orientOn: OrientOn, rng: Rng): BodyOrbit[] | null {
  const taken = new Set<SiteSymmetry>();
  const orbits: BodyOrbit[] = [];
  for (const kind of kinds) {
    for (let left = kind.count; left > 0;) {
      const open = sites.flatMap((site) => {
        if (site.images.length > left || taken.has(site)) return [];
        const orient = orientOn(kind, site.group);
        return orient === null ? [] : [{ kind, site, orient }];
      });
      if (open.length === 0) return null;
      const symmetries = [...new Set(open.map(({ site }) => site.siteSymmetry))];
      const symmetry = symmetries[rng.integer(symmetries.length)];
      const alike = open.filter(({ site }) => site.siteSymmetry === symmetry);
      const orbit = alike[rng.integer(alike.length)];
      orbits.push(orbit);
      if (orbit.site.degreesOfFreedom === 0) taken.add(orbit.site);
      left -= orbit.site.images.length;
    }
  }
  return orbits;
}
