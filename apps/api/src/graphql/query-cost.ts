import type {
  FieldNode,
  FragmentDefinitionNode,
  GraphQLObjectType,
  GraphQLSchema,
  OperationDefinitionNode,
  SelectionSetNode,
  ValueNode,
  DocumentNode,
} from 'graphql';
import { getNamedType, GraphQLInterfaceType, isCompositeType, isInterfaceType, isObjectType, Kind, OperationTypeNode } from 'graphql';
import { requestError } from './request-errors.js';

/** What one operation may ask for. */
export interface QueryLimits {
  readonly depth: number;
  readonly cost: number;
  readonly aliases: number;
}

export const DEFAULT_QUERY_LIMITS: QueryLimits = { depth: 12, cost: 10_000, aliases: 30 };

/** Fields that compute something; every other field with subfields costs 1, and a plain value nothing. */
const FIELD_COSTS: Readonly<Record<string, number>> = {
  geometry: 3,
  file: 10,
  energyVolume: 20,
  spaceGroupProbabilities: 5,
  funnel: 5,
  phaseDiagram: 100,
  stablePhases: 20,
  tieLines: 100,
};

/** What an operation asks for. */
export interface OperationMeasure {
  readonly cost: number;
  /** Fields of a mutation, each of them carried out; 0 for a query. */
  readonly mutationCount: number;
}

interface Measure {
  /** Fields on this very level. */
  readonly fields: number;
  readonly depth: number;
  readonly cost: number;
  readonly aliases: number;
}

const NOTHING: Measure = { fields: 0, depth: 0, cost: 0, aliases: 0 };

/**
 * Measure an operation before it runs: `first` or `last` multiplies what stands below it. Introspection is free. Fragments are
 * measured once each, so that nesting them cannot make the measuring itself expensive.
 *
 * @param document validated, so that fragments exist and have no cycles
 * @throws QUERY_TOO_DEEP, QUERY_TOO_COMPLEX
 */
export function measureQuery(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
  limits: QueryLimits = DEFAULT_QUERY_LIMITS,
): OperationMeasure {
  const fragments = new Map(
    document.definitions
      .filter((node): node is FragmentDefinitionNode => node.kind === Kind.FRAGMENT_DEFINITION)
      .map((node) => [node.name.value, node]),
  );
  const measured = new Map<string, Measure>();

  const measureFragment = (name: string): Measure => {
    const known = measured.get(name);
    if (known) return known;
    const fragment = fragments.get(name);
    if (!fragment) return NOTHING;
    const measure = measureSelections(fragment.selectionSet, compositeType(schema, fragment.typeCondition.name.value));
    measured.set(name, measure);
    return measure;
  };

  function measureSelections(set: SelectionSetNode, parent: Parent | null): Measure {
    return set.selections
      .map((selection): Measure => {
        switch (selection.kind) {
          case Kind.FRAGMENT_SPREAD:
            return measureFragment(selection.name.value);
          case Kind.INLINE_FRAGMENT:
            return measureSelections(
              selection.selectionSet,
              selection.typeCondition ? compositeType(schema, selection.typeCondition.name.value) : parent,
            );
          case Kind.FIELD:
            return measureField(selection, parent);
        }
      })
      .reduce(together, NOTHING);
  }

  function measureField(field: FieldNode, parent: Parent | null): Measure {
    const name = field.name.value;
    const aliases = field.alias ? 1 : 0;
    if (name.startsWith('__')) return { fields: 0, depth: 0, cost: 0, aliases };
    const type = parent?.getFields()[name]?.type;
    const named = type === undefined ? null : getNamedType(type);
    if (!field.selectionSet || named === null || !isCompositeType(named)) return { fields: 1, depth: 1, cost: 0, aliases };
    const below = measureSelections(field.selectionSet, isObjectType(named) || isInterfaceType(named) ? named : null);
    const rows = pageSize(field, variables);
    return { fields: 1, depth: 1 + below.depth, cost: (FIELD_COSTS[name] ?? 1) + rows * below.cost, aliases: aliases + below.aliases };
  }

  const root = schema.getRootType(operation.operation) ?? null;
  const measure = measureSelections(operation.selectionSet, root);
  if (measure.depth > limits.depth) throw requestError('QUERY_TOO_DEEP', `The query is ${measure.depth} levels deep; ${limits.depth} are allowed`);
  if (measure.aliases > limits.aliases)
    throw requestError('QUERY_TOO_COMPLEX', `The query has ${measure.aliases} aliases; ${limits.aliases} are allowed`);
  if (measure.cost > limits.cost) {
    throw requestError('QUERY_TOO_COMPLEX', `The query costs ${measure.cost}; ${limits.cost} are allowed. Ask for smaller pages.`, {
      cost: measure.cost,
      limit: limits.cost,
    });
  }
  return { cost: measure.cost, mutationCount: operation.operation === OperationTypeNode.MUTATION ? measure.fields : 0 };
}

type Parent = GraphQLObjectType | GraphQLInterfaceType;

const together = (a: Measure, b: Measure): Measure => ({
  fields: a.fields + b.fields,
  depth: Math.max(a.depth, b.depth),
  cost: a.cost + b.cost,
  aliases: a.aliases + b.aliases,
});

function compositeType(schema: GraphQLSchema, name: string): Parent | null {
  const type = schema.getType(name);
  return isObjectType(type) || type instanceof GraphQLInterfaceType ? type : null;
}

/** Rows a connection may give; a page beyond the allowed size is refused later with its own message. */
function pageSize(field: FieldNode, variables: Readonly<Record<string, unknown>>): number {
  const value = (node: ValueNode | undefined): unknown => {
    if (node?.kind === Kind.INT) return Number(node.value);
    return node?.kind === Kind.VARIABLE ? variables[node.name.value] : undefined;
  };
  const sizes = field.arguments?.filter(({ name }) => name.value === 'first' || name.value === 'last').map((argument) => value(argument.value)) ?? [];
  return Math.max(1, ...sizes.filter((size): size is number => typeof size === 'number' && Number.isFinite(size)));
}
