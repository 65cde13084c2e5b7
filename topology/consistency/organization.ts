import { cloudOf } from '../../hosts/schemas.js';
import type { Topology } from '../schema/topology.js';
import type { Misfit } from './misfit.js';

type AwsAccount = Topology['accounts']['aws'][string];
type Aliased = readonly [alias: string, account: AwsAccount];

/** There is one management account, and nothing that its policies should bind is in it: they never apply to it. */
export function organizationMisfits(topology: Topology): Misfit[] {
  const managing = Object.entries(topology.accounts.aws).filter(([, { organization }]) => organization !== undefined);
  return [
    ...managing.flatMap(([alias, account]) => guardrailsElsewhere(alias, account)),
    ...secondManagement(managing),
    ...ownPolicies(managing),
    ...tenants(topology, managing),
  ];
}

/** A guardrail can be enforced only in its own region and by the account that owns it; any other identifier makes every call fail. */
function guardrailsElsewhere(alias: string, { id, organization }: AwsAccount): Misfit[] {
  return Object.entries(organization?.bedrockGuardrails ?? {}).flatMap(([called, { guardrail }]) => {
    const [, , , region = '', account = ''] = guardrail.split(':');
    const path = ['accounts', 'aws', alias, 'organization', 'bedrockGuardrails', called, 'guardrail'];
    if (region !== called) return [{ path, message: `received a guardrail in ${region}. Allowed: one in ${called}, the region that is called.` }];
    if (account !== id) return [{ path, message: `received a guardrail of account ${account}. Allowed: one of ${id}, the management account.` }];
    return [];
  });
}

function secondManagement([first, ...others]: readonly Aliased[]): Misfit[] {
  return others.map(([alias]) => ({
    path: ['accounts', 'aws', alias, 'organization'],
    message: `received a second management account. Allowed: one; ${first?.[0]} is it already.`,
  }));
}

function ownPolicies(managing: readonly Aliased[]): Misfit[] {
  return managing
    .filter(([, { owns }]) => owns)
    .map(([alias]) => ({
      path: ['accounts', 'aws', alias, 'owns'],
      message: 'received true. Allowed: false for the management account, which has no policies.',
    }));
}

function tenants({ networks, hosts }: Topology, managing: readonly Aliased[]): Misfit[] {
  const placed = [
    ...Object.entries(networks).map(([id, { cloud, account }]) => ({ path: ['networks', id, 'account'], cloud, account })),
    ...Object.entries(hosts).map(([id, host]) => ({ path: ['hosts', id, 'account'], cloud: cloudOf(host), account: host.account })),
  ];
  return placed
    .filter(({ cloud, account }) => cloud === 'aws' && managing.some(([alias]) => alias === account))
    .map(({ path, account }) => ({
      path,
      message: `received "${account}", the management account. Allowed: a member account; policies never bind the other.`,
    }));
}
