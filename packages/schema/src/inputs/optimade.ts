import { Field, InputType, Int } from 'type-graphql';
import { ElementsFilter } from './elements-filter.js';

@InputType('SetOptimadeProviderInput')
export class SetOptimadeProviderInput {
  @Field(() => String)
  providerId!: string;

  @Field(() => Boolean)
  isEnabled!: boolean;
}

@InputType('AddOptimadeProviderInput')
export class AddOptimadeProviderInput {
  @Field(() => String, { description: 'Base URL of a database, or of an index meta-database.' })
  baseUrl!: string;

  @Field(() => String, { nullable: true, description: 'The host where there is none.' })
  name?: string | null;
}

@InputType('RemoveOptimadeProviderInput')
export class RemoveOptimadeProviderInput {
  @Field(() => String)
  providerId!: string;
}

@InputType('StartOptimadeSearchInput', { description: 'At least one condition; all of them hold.' })
export class StartOptimadeSearchInput {
  @Field(() => String, { nullable: true, description: 'A filter in the language of OPTIMADE.' })
  filter?: string | null;

  @Field(() => String, { nullable: true, description: 'In any order, with brackets or not: compared after reduction.' })
  formula?: string | null;

  @Field(() => ElementsFilter, { nullable: true })
  elements?: ElementsFilter | null;

  @Field(() => Int, { nullable: true })
  numberOfElements?: number | null;

  @Field(() => Int, { nullable: true, description: '1–230; found from the sites here, whatever providers say.' })
  spaceGroupNumber?: number | null;

  @Field(() => [String], {
    nullable: true,
    description:
      'Ids of the providers to ask; all that are on where there are none. One that is named is asked in its databases in test and staging too.',
  })
  providers?: string[] | null;

  @Field(() => Int, { defaultValue: 50, description: 'Crystals of one provider, 1–500.' })
  mostResults!: number;

  @Field(() => Int, { defaultValue: 90, description: 'Seconds after which a provider that has not answered is given up, 1–300.' })
  timeLimit!: number;
}
