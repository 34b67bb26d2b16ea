import type { Mat3 } from '@kessho/core/numerics/mat3';
import type { Vec3 } from '@kessho/core/numerics/vec3';
import { CrystalGeometry, SiteSymmetry } from '@kessho/schema/results/crystal-geometry';
import { FieldResolver, Resolver, Root } from 'type-graphql';
import { sitesWithSymmetry } from './sites-with-symmetry.js';

@Resolver(() => CrystalGeometry)
export class GeometryResolver {
  @FieldResolver(() => [SiteSymmetry], { nullable: true, description: 'For each site; null where the tolerance leads to no space group.' })
  siteSymmetries(@Root() { latticeMatrix, atomicNumbers, fractionalCoordinates, symprec }: CrystalGeometry): SiteSymmetry[] | null {
    const vectors = latticeMatrix as unknown as Mat3;
    return sitesWithSymmetry({ lattice: { vectors }, atomicNumbers, fracCoords: fractionalCoordinates as unknown as Vec3[] }, symprec);
  }
}
