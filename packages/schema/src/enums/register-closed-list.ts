import { registerEnumType } from 'type-graphql';

/** Enum object of a closed list: `step-limit` is `STEP_LIMIT` in GraphQL and keeps its word in TypeScript and SQL. */
export function registerClosedList<const T extends string>(name: string, values: readonly T[], description: string): { readonly [key: string]: T } {
  const members = Object.fromEntries(values.map((value) => [value.toUpperCase().replaceAll('-', '_'), value])) as { readonly [key: string]: T };
  registerEnumType(members, { name, description });
  return members;
}
