import { approvalsFileSchema, grantedSections } from './approvals-file.js';
import { describedBy } from './fields/described.js';
import { type Field, isField } from './fields/field.js';
import { outputsSchema } from './outputs.js';
import { topologySchema } from './schema/topology.js';

/** JSON Schema of a topology file, for editors: completion and squiggles, while the loader remains the judge. */
export function topologyJsonSchema(): object {
  const schema = forEditors(describedBy(topologySchema));
  // What may be in the approvals beside it is demanded of both files together, which an editor cannot see.
  const required = schema.required?.filter((key) => !(grantedSections as readonly string[]).includes(key));
  return { title: 'Hybrid Llama blueprint topology', ...schema, required };
}

/** JSON Schema of `<name>.approvals.yaml`. */
export function approvalsJsonSchema(): object {
  return { title: 'Hybrid Llama blueprint approvals', ...forEditors(describedBy(approvalsFileSchema)) };
}

/** JSON Schema of `<name>.outputs.yaml`. */
export function outputsJsonSchema(): object {
  return { title: 'Hybrid Llama blueprint deploy-time values', ...forEditors(describedBy(outputsSchema)) };
}

/** What JSON Schema has no word for goes into the description, which editors show. */
function forEditors(field: Field): Field {
  const { unit, absent, form, ...rest } = field;
  const description = [
    field.description,
    ...(unit === undefined ? [] : [`Unit: ${unit}.`]),
    ...(absent === undefined ? [] : [`Without it: ${absent}.`]),
  ].filter((sentence) => sentence !== undefined);
  return {
    ...rest,
    ...(description.length > 0 && { description: description.join(' ') }),
    ...(form !== undefined && { patternErrorMessage: `Allowed: ${form}.` }),
    ...(rest.properties && { properties: Object.fromEntries(Object.entries(rest.properties).map(([name, part]) => [name, forEditors(part)])) }),
    ...(rest.propertyNames && { propertyNames: forEditors(rest.propertyNames) }),
    ...(isField(rest.additionalProperties) && { additionalProperties: forEditors(rest.additionalProperties) }),
    ...(isField(rest.items) && { items: forEditors(rest.items) }),
    ...(rest.prefixItems && { prefixItems: rest.prefixItems.map(forEditors) }),
    ...(rest.oneOf && { oneOf: rest.oneOf.map(forEditors) }),
    ...(rest.anyOf && { anyOf: rest.anyOf.map(forEditors) }),
  };
}
