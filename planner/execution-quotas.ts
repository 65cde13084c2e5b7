import { executionQuota } from '../facts/limits.js';
import type { QuotaNeed } from '../hosts/shared/quota-need.js';
import type { AwsPlace } from './before-deployment.js';

/** A function that has so many runs at once for itself, and the topology path that asked for it. */
export interface ReservingFunction extends AwsPlace {
  readonly executions: number;
  readonly origin: string;
}

/** Runs that functions reserve in each account and region, and what Lambda keeps for all others. New accounts have fewer than that. */
export function executionNeeds(functions: readonly ReservingFunction[]): QuotaNeed[] {
  const { service, quotaCode, name, unreserved } = executionQuota();
  const places = new Map(functions.map((one) => [`${one.account} ${one.region}`, one]));
  return [...places.values()].map(({ account, region }) => {
    const here = functions.filter((one) => one.account === account && one.region === region);
    return {
      account,
      region,
      service,
      quotaCode,
      name,
      needed: here.reduce((sum, { executions }) => sum + executions, unreserved),
      unit: 'concurrent execution',
      because: [...new Set(here.map(({ origin }) => origin))].sort(),
    };
  });
}
