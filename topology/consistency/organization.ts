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
    ...managing.flatMap(([alias, account]) => exemptOwnRoles(topology, alias, account)),
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

/** A role that is made here and exempt from the policies is one that nothing bounds. Gateway roles and the jobs of weights have these names; others begin with their stack. */
function exemptOwnRoles({ name, accounts }: Topology, alias: string, { organization }: AwsAccount): Misfit[] {
  const own = [
    ...['platform', 'gateway', 'weights-ingest', 'image-start', 'token-broker'].map((kind) => `llama-${kind}-${name}`),
    ...Object.keys(accounts.aws).map((account) => `${name}-${account}-aws-`),
  ];
  return (['platformRoles', 'procurementRoles'] as const).flatMap((field) =>
    (organization?.[field] ?? []).flatMap((role, index) => {
      const exempt = role.split('/').at(-1) ?? role;
      const begins = exempt.replace(/\*$/, '');
      const taken = own.find((made) => begins.startsWith(made) || (exempt.endsWith('*') && made.startsWith(begins)));
      if (taken === undefined) return [];
      const path = ['accounts', 'aws', alias, 'organization', field, index];
      return [
        {
          path,
          message: `received ${role}, which takes roles that are made here (${taken}…) out of every boundary. Allowed: roles of people and of other systems.`,
        },
      ];
    }),
  );
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
