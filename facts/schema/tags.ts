import { z } from 'zod';
import { cloud, count, name, pattern, row, text } from './row.js';

export const tags = {
  required: row('A key that every taggable resource carries', { key: name, meaning: text }),
  patterns: row('The pattern of a canonical key or value', { part: z.enum(['key', 'value']), pattern }),
  limits: row('Limits of a cloud in characters and tags; canonical is the form that is legal on every cloud', {
    cloud: z.enum([...cloud.options, 'canonical']),
    maxTags: count,
    maxKey: count,
    maxValue: count,
    caseSensitiveKeys: z.boolean(),
    lowerCaseOnly: z.boolean().optional(),
    keyStart: z.enum(['letter']).optional(),
    maxKeyStorage: count.optional(),
    reservedPrefixes: z.array(name).optional(),
    characters: text.optional(),
    forbiddenKeyCharacters: text.optional(),
    budgetLabelPairs: count.optional().describe('Google: label pairs that a budget can filter on'),
  }),
  unlabellable: row('A Terraform resource type that cannot carry the contract, and what stands in', { cloud, type: name, instead: text }),
};
