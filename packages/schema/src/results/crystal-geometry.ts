import { Field, Float, Int, ObjectType } from 'type-graphql';
import { Element } from '../enums/element.js';

@ObjectType('CrystalGeometry', { simpleResolvers: true, description: 'One cell of a crystal.' })
export class CrystalGeometry {
  @Field(() => [[Float]], { description: 'Rows a, b, c, Å.' })
  latticeMatrix!: number[][];

  @Field(() => [[Float]], { description: 'One row of three for each site, in [0, 1).' })
  fractionalCoordinates!: number[][];

  @Field(() => [Element], { description: 'Symbol of each site.' })
  species!: string[];

  @Field(() => [Int], { description: 'Atomic number of each site.' })
  atomicNumbers!: number[];

  @Field(() => Int)
  numberOfSites!: number;

  @Field(() => Float, { description: 'Å³ of this cell.' })
  volume!: number;

  @Field(() => CellParameters)
  cellParameters!: CellParameters;

  /** Å, for finding the symmetry of the sites. */
  symprec!: number;
}

@ObjectType('SiteSymmetry', { simpleResolvers: true, description: 'What the symmetry says of one site, in the standard setting of the space group.' })
export class SiteSymmetry {
  @Field(() => String, { description: 'Of the Wyckoff position: `a` to `z`, then `A`.' })
  wyckoffLetter!: string;

  @Field(() => Int, { description: 'Sites of this orbit in the conventional cell.' })
  multiplicity!: number;

  @Field(() => String, { description: 'Oriented symbol, `.-3m`.' })
  siteSymmetry!: string;

  @Field(() => Int, { description: 'The first site of this cell that is equivalent to it, from 0.' })
  orbit!: number;
}

@ObjectType('CellParameters', { simpleResolvers: true, description: 'Edges in Å, angles in degrees.' })
export class CellParameters {
  @Field(() => Float)
  a!: number;

  @Field(() => Float)
  b!: number;

  @Field(() => Float)
  c!: number;

  @Field(() => Float)
  alpha!: number;

  @Field(() => Float)
  beta!: number;

  @Field(() => Float)
  gamma!: number;
}
