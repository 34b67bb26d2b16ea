import { Field, InputType } from 'type-graphql';
import type { StructureFormat } from '../enums/export-enums.js';
import { StructureFormatEnum } from '../enums/export-enums.js';

@InputType('FindStructureInput')
export class FindStructureInput {
  @Field(() => String, { description: 'The text of a CIF, POSCAR, extended XYZ or pymatgen JSON with one crystal; up to 1000 atoms.' })
  content!: string;

  @Field(() => StructureFormatEnum, { nullable: true, description: 'Told from the text where there is none.' })
  format?: StructureFormat | null;
}
