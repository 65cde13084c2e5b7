import { cloudNames, clouds, isDescribed } from '../../clouds/clouds.js';
import type { PathSegment } from '../document.js';
import type { Topology } from '../schema/topology.js';
import { didYouMean } from '../suggest.js';
import { sortedEntries } from '../views.js';
import type { Misfit } from './misfit.js';

/** Every account has one alias, and what is named in an account is in the one that it is used in. */
export function accountMisfits(topology: Topology): Misfit[] {
  return [...secondAliases(topology), ...foreignRoles(topology)];
}

/** Rules that keep accounts apart, such as the one that brings weights in, would hold for one alias and not for the other. */
function secondAliases({ accounts }: Topology): Misfit[] {
  return cloudNames.filter(isDescribed).flatMap((cloud) => {
    const aliases = sortedEntries<Readonly<Record<string, unknown>>>(accounts[cloud]);
    return clouds[cloud].account.knownBy.flatMap((field) => {
      const first = new Map<unknown, string>();
      return aliases.flatMap(([alias, account]) => {
        const value = String(account[field]).toLowerCase();
        const known = first.get(value);
        if (known === undefined) first.set(value, alias);
        return known === undefined
          ? []
          : [{ path: ['accounts', cloud, alias, field], message: `received ${value}, which ${known} is already. Allowed: one alias for each account.` }];
      });
    });
  });
}

/** Who starts a job and who writes weights are roles of accounts that the topology knows. */
function foreignRoles(topology: Topology): Misfit[] {
  const { ingest, ingestRole } = topology.weights;
  const named: { readonly path: readonly PathSegment[]; readonly arn: string }[] = [
    ...(ingest?.startedBy ?? []).map((arn, index) => ({ path: ['weights', 'ingest', 'startedBy', index], arn })),
    ...(topology.gateway.images?.startedBy ?? []).map((arn, index) => ({ path: ['gateway', 'images', 'startedBy', index], arn })),
    ...(ingestRole === undefined ? [] : [{ path: ['weights', 'ingestRole'], arn: ingestRole }]),
  ];
  const known = new Map(sortedEntries(topology.accounts.aws).map(([alias, { id, partition }]) => [id, { alias, partition }]));
  const misfits = named.flatMap(({ path, arn }): Misfit[] => {
    const [, partition, , , number = ''] = arn.split(':');
    const account = known.get(number);
    if (account === undefined) {
      return [
        {
          path,
          message: `received a role of account ${number}, which accounts.aws does not have. Allowed: a role of one of ${[...known.keys()].join(', ')}.${didYouMean(number, known.keys())}`,
        },
      ];
    }
    return account.partition === partition
      ? []
      : [{ path, message: `received a role in partition ${partition}. Allowed: ${account.partition}, that of ${account.alias}.` }];
  });
  return [...misfits, ...jobsOfManagement(topology)];
}

/** Policies of the organization never bind its management account. */
function jobsOfManagement({ weights: { ingest }, gateway: { images }, accounts }: Topology): Misfit[] {
  const jobs = [
    { path: ['weights', 'ingest', 'account'], account: ingest?.account },
    { path: ['gateway', 'images', 'account'], account: images?.account },
  ];
  return jobs.flatMap(({ path, account }) =>
    account === undefined || accounts.aws[account]?.organization === undefined
      ? []
      : [{ path, message: `received "${account}", the management account. Allowed: a member account in which nothing serves.` }],
  );
}
