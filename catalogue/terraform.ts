import { free, grantsNothing, none, schema, settings, takesNoConnections } from './answers.js';
import type { Rows } from './row.js';

export const terraform = {
  terraform_data: {
    ...settings,
    data: none('the ids of what it waited for'),
    tags: free,
    exposure: takesNoConnections,
    principals: grantsNothing,
    replacement: schema,
  },
} satisfies Rows;
