/** Exports of bills, and how long a bill still changes. Source: exports.yaml. */
import { table } from './read.js';

/** The table and columns of AWS Data Exports. */
export function awsFocusExport(): { readonly table: string; readonly columns: readonly string[] } {
  const row = table('exports', 'tables').find(({ cloud }) => cloud === 'aws');
  if (row === undefined) throw new Error('facts/exports.yaml has no table of AWS');
  return { table: row.table, columns: table('exports', 'columns').map(({ column }) => column) };
}

/** The export of the bill of a subscription on Azure, and the dataset that it exports. */
export function azureFocusExport(): {
  /** `<type>@<version of the API>`. */
  readonly type: `Microsoft.CostManagement/exports@${string}`;
  readonly dataset: string;
  readonly dataVersion: string;
  readonly location: string;
  /** Day on which the schedule ends. */
  readonly until: string;
} {
  const dataset = table('exports', 'tables').find(({ cloud }) => cloud === 'azure');
  const [row] = table('exports', 'azure');
  const end = table('exports', 'ends').find(({ cloud }) => cloud === 'azure');
  if (dataset === undefined || row === undefined || end === undefined) throw new Error('facts/exports.yaml has no export of Azure');
  const { type, apiVersion, dataVersion, location } = row;
  return { type: `${type}@${apiVersion}`, dataset: dataset.table, dataVersion, location, until: end.until };
}

/** Months that are made again, days for which spend lines are asked for again, and hours after which a missing bill is a fault. */
export function costSchedule(): { readonly months: number; readonly lateDays: number; readonly quietHours: number } {
  const [row] = table('exports', 'schedule');
  if (row === undefined) throw new Error('facts/exports.yaml has no schedule');
  const { months, lateDays, quietHours } = row;
  return { months, lateDays, quietHours };
}
