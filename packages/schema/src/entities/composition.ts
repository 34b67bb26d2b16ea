import { Field, Int, ObjectType } from 'type-graphql';
import { Column, Entity, Index } from 'typeorm';
import { Element } from '../enums/element.js';
import type { NodeType } from '../node-id.js';
import { Node } from './node.js';

@Entity({ name: 'composition' })
@ObjectType('Composition', { implements: Node, simpleResolvers: true, description: 'A reduced chemical formula, the start of every prediction.' })
export class Composition extends Node {
  get nodeType(): NodeType {
    return 'Composition';
  }

  @Index('composition_formula_key', { unique: true })
  @Column({ type: 'text' })
  @Field(() => String, { description: 'Reduced formula, `BaTiO3`.' })
  formula!: string;

  @Index('composition_anonymous_formula_idx')
  @Column({ name: 'anonymous_formula', type: 'text' })
  @Field(() => String, { description: 'Letters in place of elements by rising count, `ABC3`.' })
  anonymousFormula!: string;

  @Index('composition_chemical_system_idx')
  @Column({ name: 'chemical_system', type: 'text' })
  @Field(() => String, { description: 'Symbols in alphabetical order, `Ba-O-Ti`.' })
  chemicalSystem!: string;

  @Index('composition_elements_idx', { type: 'gin' })
  @Column({ type: 'text', array: true })
  @Field(() => [Element], { description: 'By rising atomic number.' })
  elements!: string[];

  @Column({ type: 'integer', array: true })
  @Field(() => [Int], { description: 'Atoms of each of `elements` in the reduced formula.' })
  counts!: number[];

  @Column({ name: 'atomic_numbers', type: 'integer', array: true })
  @Field(() => [Int], { description: 'Atomic numbers of `elements`.' })
  atomicNumbers!: number[];

  @Column({ name: 'number_of_elements', type: 'integer' })
  @Field(() => Int, { description: 'Different elements.' })
  numberOfElements!: number;
}
