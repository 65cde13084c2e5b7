import { z } from 'zod';
import { topologySchema } from './schema/topology.js';

/** JSON Schema of a topology file, for editors: completion and squiggles, while the loader remains the judge. */
export function topologyJsonSchema(): object {
  return { title: 'Hybrid Llama blueprint topology', ...z.toJSONSchema(topologySchema, { io: 'input', unrepresentable: 'any' }) };
}
