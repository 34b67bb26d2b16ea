import type { Operator } from '@kessho/core/formats/optimade-filter/filter-tree';

export const SQL_OPERATORS: Readonly<Record<Operator, string>> = { '<': '<', '<=': '<=', '>': '>', '>=': '>=', '=': '=', '!=': '<>' };
