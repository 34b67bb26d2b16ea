import { Field, Float, ID, InputType, Int } from 'type-graphql';
import type { Budget, ReferenceDemand } from '@kessho/core/prediction/stage-types';
import type { Scope } from '../entities/api-token.js';
import { ScopeEnum } from '../entities/api-token.js';
import { DateTime } from '../enums/date-time.js';
import type { ImportKind } from '../enums/import-enums.js';
import { ImportKindEnum } from '../enums/import-enums.js';
import { BudgetEnum, ReferenceDemandEnum } from '../enums/prediction-enums.js';

@InputType('StartPredictionInput')
export class StartPredictionInput {
  @Field(() => String, { description: '`BaTiO3`, `Ca3(PO4)2`.' })
  formula!: string;

  @Field(() => BudgetEnum, { defaultValue: 'standard' })
  budget!: Budget;

  @Field(() => String, { nullable: true, description: 'Any text up to 200 characters; `1` where there is none.' })
  seed?: string | null;

  @Field(() => Int, { nullable: true, description: 'Most atoms in a primitive cell, 1–300; 60 where there is none.' })
  maxAtoms?: number | null;

  @Field(() => [Int], { nullable: true, description: 'Only these space groups, 1–230; all where there are none.' })
  spaceGroups?: number[] | null;

  @Field(() => Float, { nullable: true, description: 'External pressure, GPa, from −50 to 500; 0 where there is none.' })
  pressureGPa?: number | null;

  @Field(() => Boolean, { defaultValue: false, description: 'Count no crystal of this very composition as known.' })
  holdout!: boolean;

  @Field(() => ReferenceDemandEnum, { defaultValue: 'as-needed' })
  references!: ReferenceDemand;

  @Field(() => String, {
    nullable: true,
    description: 'A potential of `judges` that decides the order of the finalists, as `NAME` or `NAME@VERSION`; none where there is none.',
  })
  judge?: string | null;

  @Field(() => String, { nullable: true, description: 'The same key and the same input give the same prediction.' })
  idempotencyKey?: string | null;

  @Field(() => ID, { nullable: true, description: 'A project to which it is added, also where it was there already.' })
  projectId?: string | null;
}

@InputType('CancelPredictionInput')
export class CancelPredictionInput {
  @Field(() => ID)
  predictionId!: string;
}

@InputType('CreateApiTokenInput')
export class CreateApiTokenInput {
  @Field(() => String, { description: 'What it is for, up to 100 characters.' })
  name!: string;

  @Field(() => [ScopeEnum], { description: 'No more than the role of its member may do.' })
  scopes!: Scope[];

  @Field(() => ID, { nullable: true, description: 'Whose it is; that of whoever asks where there is none.' })
  memberId?: string | null;

  @Field(() => DateTime, { nullable: true, description: 'Never where there is none.' })
  expiresAt?: Date | null;
}

@InputType('RevokeApiTokenInput')
export class RevokeApiTokenInput {
  @Field(() => String)
  prefix!: string;
}

@InputType('StartImportInput')
export class StartImportInput {
  @Field(() => ImportKindEnum)
  kind!: ImportKind;

  @Field(() => String, {
    nullable: true,
    description:
      'FILES: a file or folder below the import folder of the server, all of it where there is none. OPTIMADE: the base URL. MATERIALS_PROJECT: none.',
  })
  location?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'OPTIMADE: a filter of its language. MATERIALS_PROJECT: query parameters, `chemsys=Li-O`. FILES: none.',
  })
  filter?: string | null;

  @Field(() => String, { nullable: true, description: 'Name of the collection; that of the file, folder or host where there is none.' })
  source?: string | null;

  @Field(() => String, { nullable: true, description: 'Of records that do not say theirs.' })
  license?: string | null;

  @Field(() => String, { nullable: true, description: 'Of energies that do not say theirs.' })
  functional?: string | null;

  @Field(() => String, { nullable: true, description: 'Of energies that do not say theirs.' })
  correctionScheme?: string | null;

  @Field(() => String, { nullable: true, description: 'State of the source, `2025-02`.' })
  snapshotDate?: string | null;
}

@InputType('CancelImportInput')
export class CancelImportInput {
  @Field(() => ID)
  importId!: string;
}
