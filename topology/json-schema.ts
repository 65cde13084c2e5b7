import { z } from 'zod';
import { approvalsFileSchema, grantedSections } from './approvals-file.js';
import { topologySchema } from './schema/topology.js';

/** JSON Schema of a topology file, for editors: completion and squiggles, while the loader remains the judge. */
export function topologyJsonSchema(): object {
  const schema = jsonSchema(topologySchema);
  // What may be in the approvals beside it is demanded of both files together, which an editor cannot see.
  const required = schema.required?.filter((key) => !(grantedSections as readonly string[]).includes(key));
  return { title: 'Hybrid Llama blueprint topology', ...schema, required };
}

/** JSON Schema of `<name>.approvals.yaml`. */
export function approvalsJsonSchema(): object {
  return { title: 'Hybrid Llama blueprint approvals', ...jsonSchema(approvalsFileSchema) };
}

function jsonSchema(schema: z.ZodType) {
  return z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
}
