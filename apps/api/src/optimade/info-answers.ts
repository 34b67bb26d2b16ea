import type { AnswerContext } from './answer.js';
import { metaOf } from './answer.js';
import type { EntryProperty, EntryType, PropertyType } from './entries/entry-property.js';
import { API_VERSION, SERVED_VERSIONS } from './optimade-settings.js';

const FORMATS = ['json'];
const ENTRY_TYPES = ['references', 'structures'];

/** @see OPTIMADE specification 1.2.0, "Base Info Endpoint" */
export const baseInfo = (context: AnswerContext): object => ({
  data: {
    id: '/',
    type: 'info',
    attributes: {
      api_version: API_VERSION,
      available_api_versions: SERVED_VERSIONS.map((version) => ({ url: `${context.baseUrl}/${version}`, version: API_VERSION })),
      formats: FORMATS,
      available_endpoints: ['info', 'links', ...ENTRY_TYPES],
      entry_types_by_format: { json: ENTRY_TYPES },
      is_index: false,
      license: context.settings.licenseUrl,
      available_licenses: null,
    },
  },
  meta: metaOf(context, {}),
});

/** @see OPTIMADE specification 1.2.0, "Entry Listing Info Endpoints" */
export const entryInfo = (context: AnswerContext, type: EntryType<never>): object => ({
  data: {
    id: type.name,
    type: 'info',
    description: type.description,
    formats: FORMATS,
    properties: Object.fromEntries(
      [...type.properties.values()].map((property) => [
        property.name,
        propertyDefinition(context, type.name, property, context.settings.jsonSchemaTypes),
      ]),
    ),
    output_fields_by_format: { json: [...type.properties.keys()] },
  },
  meta: metaOf(context, {}),
});

const JSON_TYPES: Readonly<Record<PropertyType, string>> = {
  string: 'string',
  integer: 'integer',
  float: 'number',
  boolean: 'boolean',
  timestamp: 'string',
  list: 'array',
  dictionary: 'object',
};

/** @see OPTIMADE specification 1.2.0, "Property Definitions" */
function propertyDefinition(
  { baseUrl }: AnswerContext,
  entry: string,
  { name, title, description, type, unit, items, operand, order, definition }: EntryProperty<never>,
  jsonSchemaTypes: boolean,
): object {
  const sortable = order !== null;
  return {
    $id: definition ?? `${baseUrl}/v1/info/${entry}#${name}`,
    title,
    description,
    type: jsonSchemaTypes ? [JSON_TYPES[type], 'null'] : type,
    sortable,
    'x-optimade-type': type,
    'x-optimade-unit': items.length > 0 ? 'inapplicable' : unit,
    'x-optimade-definition': { kind: 'property', format: '1.2', version: API_VERSION, name, label: `${name}_${entry}` },
    'x-optimade-implementation': { sortable, 'query-support': operand === null ? 'none' : 'all mandatory' },
    ...(items.length === 0 ? {} : { items: itemDefinition(items, unit) }),
  };
}

function itemDefinition([type, ...inner]: readonly PropertyType[], unit: string): object {
  if (type === undefined) return {};
  return {
    type: [JSON_TYPES[type]],
    'x-optimade-type': type,
    'x-optimade-unit': inner.length > 0 ? 'inapplicable' : unit,
    ...(inner.length === 0 ? {} : { items: itemDefinition(inner, unit) }),
  };
}

/** The provider has this one implementation, so it is its own root. @see OPTIMADE specification 1.2.0, "Links Endpoint" */
export const linksAnswer = (context: AnswerContext): object => ({
  data: [
    {
      id: 'root',
      type: 'links',
      attributes: {
        name: context.settings.providerName,
        description: context.settings.providerDescription,
        base_url: context.baseUrl,
        homepage: context.settings.homepage,
        link_type: 'root',
      },
    },
  ],
  meta: metaOf(context, { returned: 1, available: 1 }),
});
