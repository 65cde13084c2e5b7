import { free, grantsNothing, none, schema, settings, takesNoConnections } from '../answers.js';
import type { Rows } from '../row.js';

export const costManagement = {
  // azapi has one type for all of Azure: this row is of exports of bills, Microsoft.CostManagement/exports, and state/unreviewed-argument refuses it with another `type`.
  azapi_resource: {
    ...settings,
    tags: free,
    exposure: takesNoConnections,
    copies: none('a bill names resources and amounts and no content; where it goes, capacity/emitted compares with finance.exports'),
    principals: grantsNothing,
    replacement: schema,
  },
} satisfies Rows;
