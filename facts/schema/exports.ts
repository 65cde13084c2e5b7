import { z } from 'zod';
import { cloud, count, day, name, row, text } from './row.js';

export const billExports = {
  tables: row('The table of a provider that bills are exported from', { cloud, table: name, focus: text }),
  azure: row('The export of the bill of a subscription on Azure', {
    type: z.literal('Microsoft.CostManagement/exports').describe('Type of the resource'),
    apiVersion: day.describe('Version of its API'),
    dataVersion: name.describe('Version of the dataset'),
    location: name.describe('Location of the identity that writes'),
  }),
  ends: row('The end that the schedule of an export must have', { cloud, until: day }),
  columns: row('A column of the table of AWS, in its order', { column: name }),
  schedule: row('How often months of a bill are made again', {
    months: count.describe('billing months that are made again in each run'),
    lateDays: count.describe('days for which spend lines are asked for again'),
    quietHours: count.describe('hours after which a month without a bill is a fault'),
  }),
};
