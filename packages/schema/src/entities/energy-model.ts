import { Field, ObjectType } from 'type-graphql';
import { Column, CreateDateColumn, Entity, Unique } from 'typeorm';
import { DateTime } from '../enums/date-time.js';
import type { NodeType } from '../node-id.js';
import { Node } from './node.js';

@Entity({ name: 'energy_model' })
@Unique('energy_model_identity_key', ['name', 'version', 'sha256'])
@ObjectType('EnergyModel', { implements: Node, description: 'One immutable trained model. Energies of two models are never compared.' })
export class EnergyModel extends Node {
  get nodeType(): NodeType {
    return 'EnergyModel';
  }

  @Column({ type: 'text' })
  @Field(() => String)
  name!: string;

  @Column({ type: 'text' })
  @Field(() => String)
  version!: string;

  @Column({ type: 'text' })
  @Field(() => String, { description: 'Of the model file, lower-case hexadecimal.' })
  sha256!: string;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz', precision: 3 })
  @Field(() => DateTime, { description: 'When a worker first reported this model.' })
  createdAt!: Date;
}
