/** How watsonx.ai is bought and called. Source: others.yaml. */
import { type Row, table } from './read.js';

/** What the catalogue of IBM Cloud calls a plan. */
export function watsonxPlan(plan: Row<'others', 'watsonxPlans'>['plan']): string {
  const row = table('others', 'watsonxPlans').find((one) => one.plan === plan);
  if (row === undefined) throw new Error(`facts/others.yaml has no watsonx plan ${plan}`);
  return row.id;
}

/** Version that calls name, and the roles that they take on the instance. */
export function watsonxApi(): Row<'others', 'watsonxApi'> {
  const [row] = table('others', 'watsonxApi');
  if (row === undefined) throw new Error('facts/others.yaml has no watsonxApi');
  return row;
}
