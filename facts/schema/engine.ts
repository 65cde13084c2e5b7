import { z } from 'zod';
import { row, text, version } from './row.js';

export const engine = {
  published: row('A version that exists as a release; a tag of any other names nothing that can be pulled', { version }),
  features: row('A flag, variable, metric or behaviour of vLLM: from a version on, and below another', {
    kind: z.enum(['flag', 'variable', 'metric', 'behaviour']),
    name: text,
    from: version,
    below: version.optional().describe('First version without it'),
    default: z.string().optional().describe('What it is when it is not set, where that is relied on'),
    paths: z.array(z.string().startsWith('/')).min(1).optional().describe('Beginnings of paths that it is about'),
    values: z.array(z.int().positive()).optional().describe('Numbers that it takes, where it takes no others'),
  }),
};
