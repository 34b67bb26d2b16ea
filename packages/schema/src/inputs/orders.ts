import { Field, InputType } from 'type-graphql';
import type {
  CandidateOrderField,
  MaterialOrderField,
  OrderDirection,
  PredictionOrderField,
  ProposalOrderField,
  StructureOrderField,
} from '../enums/order-enums.js';
import {
  CandidateOrderFieldEnum,
  MaterialOrderFieldEnum,
  OrderDirectionEnum,
  PredictionOrderFieldEnum,
  ProposalOrderFieldEnum,
  StructureOrderFieldEnum,
} from '../enums/order-enums.js';

@InputType('PredictionOrder')
export class PredictionOrder {
  @Field(() => PredictionOrderFieldEnum)
  field!: PredictionOrderField;

  @Field(() => OrderDirectionEnum)
  direction!: OrderDirection;
}

@InputType('CandidateOrder')
export class CandidateOrder {
  @Field(() => CandidateOrderFieldEnum)
  field!: CandidateOrderField;

  @Field(() => OrderDirectionEnum)
  direction!: OrderDirection;
}

@InputType('StructureOrder')
export class StructureOrder {
  @Field(() => StructureOrderFieldEnum)
  field!: StructureOrderField;

  @Field(() => OrderDirectionEnum)
  direction!: OrderDirection;
}

@InputType('SymmetryProposalOrder')
export class ProposalOrder {
  @Field(() => ProposalOrderFieldEnum)
  field!: ProposalOrderField;

  @Field(() => OrderDirectionEnum)
  direction!: OrderDirection;
}

@InputType('MaterialOrder')
export class MaterialOrder {
  @Field(() => MaterialOrderFieldEnum)
  field!: MaterialOrderField;

  @Field(() => OrderDirectionEnum)
  direction!: OrderDirection;
}
