import { cloud, count, name, row, text } from './row.js';

export const billExports = {
  tables: row('The table of a provider that bills are exported from', { cloud, table: name, focus: text }),
  columns: row('A column of the table of AWS, in its order', { column: name }),
  schedule: row('How often months of a bill are made again', {
    months: count.describe('billing months that are made again in each run'),
    lateDays: count.describe('days for which spend lines are asked for again'),
    quietHours: count.describe('hours after which a month without a bill is a fault'),
  }),
};
