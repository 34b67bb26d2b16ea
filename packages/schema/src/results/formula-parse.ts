import { Field, Int, ObjectType } from 'type-graphql';
import { Element } from '../enums/element.js';

@ObjectType('ParsedFormula', { simpleResolvers: true })
export class ParsedFormula {
  @Field(() => String, { description: 'Reduced formula.' })
  formula!: string;

  @Field(() => String)
  anonymousFormula!: string;

  @Field(() => String)
  chemicalSystem!: string;

  @Field(() => [Element], { description: 'By rising atomic number.' })
  elements!: string[];

  @Field(() => [Int], { description: 'Atoms of each of `elements` in the reduced formula.' })
  counts!: number[];
}

@ObjectType('FormulaError', { simpleResolvers: true })
export class FormulaError {
  @Field(() => String, { description: '`UnknownElement`, `InvalidFormula`, ….' })
  code!: string;

  @Field(() => String)
  message!: string;

  @Field(() => Int, { nullable: true, description: 'Offset of the offending character; null where the whole is meant.' })
  position!: number | null;
}

@ObjectType('FormulaParse', { simpleResolvers: true, description: 'Exactly one of the two is set.' })
export class FormulaParse {
  @Field(() => ParsedFormula, { nullable: true })
  composition!: ParsedFormula | null;

  @Field(() => FormulaError, { nullable: true })
  error!: FormulaError | null;
}
