import { ArgsType, Field, Float, ID, InputType } from 'type-graphql';
import type { CellSetting } from '../enums/export-enums.js';
import { CellSettingEnum } from '../enums/export-enums.js';
import type { Radiation } from '../enums/radiation.js';
import { RadiationEnum } from '../enums/radiation.js';

@ArgsType()
export class PowderPatternArgs {
  @Field(() => RadiationEnum, { defaultValue: 'CuKa' })
  radiation!: Radiation;

  @Field(() => Float, { nullable: true, description: 'Å, up to 20; in the place of `radiation`.' })
  wavelength?: number | null;

  @Field(() => Float, { defaultValue: 0, description: 'Degrees.' })
  twoThetaMin!: number;

  @Field(() => Float, { defaultValue: 90, description: 'Degrees, up to 180.' })
  twoThetaMax!: number;

  @Field(() => CellSettingEnum, { defaultValue: 'conventional', description: 'The cell of the indices; its symmetrized form.' })
  cell!: CellSetting;
}

@InputType('MatchPowderPatternInput')
export class MatchPowderPatternInput {
  @Field(() => ID)
  predictionId!: string;

  @Field(() => String, { description: 'Two columns, 2θ in degrees and intensity; .xy, .dat or .csv. Up to 10,000 points.' })
  pattern!: string;

  @Field(() => RadiationEnum, { defaultValue: 'CuKa' })
  radiation!: Radiation;

  @Field(() => Float, { nullable: true, description: 'Å, up to 20; in the place of `radiation`.' })
  wavelength?: number | null;
}
