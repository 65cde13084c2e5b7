import { entraAuthority } from '../../clouds/azure.js';
import { approvalOf } from '../../derived/approval-of.js';
import { gatewayTaskRoleArn } from '../../derived/gateway-tasks.js';
import { proxiedHosts } from '../../derived/prompt-proxies.js';
import { ingestRoleArn } from '../../derived/supply.js';
import { huggingFaceDomains } from '../../facts/huggingface.js';
import { formOf } from '../../hosts/schemas.js';
import { pathOf } from '../../topology/path.js';
import type { Topology } from '../../topology/schema/topology.js';
import { entity, sortedEntries } from '../../topology/views.js';
import type { Rule, Violation } from '../rule.js';

export const rule: Rule = {
  id: 'state/existing',
  severity: 'error',
  title: 'Somebody looked at whatever is brought along, and says that it is as the one made here would be.',
  why: 'A key, role, bucket, zone, perimeter or proxy that exists is named by its id: who may use it, what it keeps and what it lets through is nowhere in the output, so no rule can see it. What takes its place here is held to all of that.',
  fix: 'Check what the message names, and record it: an approval of kind existing-resource whose subject is the entry.',
  source: 'docs/landing-zone.md, existing',

  *topology({ topology, asOf }) {
    for (const { path, what, check } of broughtAlong(topology)) {
      const { inForce, lapsed } = approvalOf(topology, 'existing-resource', path, asOf);
      if (inForce !== undefined) continue;
      const state = lapsed === undefined ? 'no approval says it' : `the approval ${lapsed} is not in force on ${asOf}`;
      yield {
        path,
        message: `That ${what} ${check} cannot be seen from here, and ${state}.`,
        fix: `Check it, and record it: an approval of kind existing-resource with subject ${path}.`,
      };
    }
    yield* closedDomains(topology);
  },
};

/** Something that exists, and what whoever makes it here would hold it to. */
interface Brought {
  readonly path: string;
  readonly what: string;
  /** Continues "that <what> …". */
  readonly check: string;
}

/** Networks and guardrails have approvals of their own kinds: network/no-egress, residency/guardrail-region, licence/aup-coverage. */
function broughtAlong(topology: Topology): Brought[] {
  const { keys, roles, buckets, dnsZones, perimeters, egressProxies, promptProxies, ingestProxies } = topology.existing;
  const one = (room: keyof Topology['existing'], what: string, check: (id: string) => string) => (id: string) => ({
    path: pathOf('existing', room, id),
    what,
    check: check(id),
  });
  return [
    ...Object.keys(keys)
      .sort()
      .map(one('keys', 'the key', (id) => keyCheck(topology, id))),
    ...Object.keys(roles)
      .sort()
      .map(one('roles', 'the role', (id) => `is taken by ${taker(topology, id)} alone, and has no rights besides those that are attached here`)),
    ...(['aws', 'google'] as const).flatMap((cloud) =>
      sortedEntries(buckets[cloud]).flatMap(([alias, byRegion]) =>
        sortedEntries(byRegion).map(([region, { key }]) => ({
          path: pathOf('existing', 'buckets', cloud, alias, region),
          what: 'the bucket',
          check: `keeps every version, lets nobody change or delete weights, is encrypted with ${key}, and is written by ${writer(topology, cloud, region)} alone`,
        })),
      ),
    ),
    ...Object.keys(dnsZones)
      .sort()
      .map(one('dnsZones', 'the zone', () => 'is private, and seen by the networks of the gateways')),
    ...Object.keys(perimeters)
      .sort()
      .map(
        one(
          'perimeters',
          'the perimeter',
          () => 'surrounds the project, is enforced, restricts the APIs of network/perimeter and admits declared identities alone',
        ),
      ),
    ...Object.keys(egressProxies)
      .sort()
      .map(one('egressProxies', 'the proxy', () => `reaches ${entraAuthority} and nothing else, opens no TLS and keeps no content`)),
    ...sortedEntries(promptProxies).map(([zone, { owner }]) => ({
      path: pathOf('existing', 'promptProxies', zone),
      what: `the proxy of ${owner}`,
      check: `reaches ${proxiedHosts(topology, zone).join(' and ')} and nothing else, carries prompts of zone ${zone} alone, opens no TLS and keeps no content`,
    })),
    ...Object.keys(ingestProxies)
      .sort()
      .map(one('ingestProxies', 'the proxy', () => 'lets nothing through but the domains listed, opens no TLS and keeps no content')),
    ...sortedEntries(topology.finance.exports.stores).map(([id, { container }]) => ({
      path: pathOf('finance', 'exports', 'stores', id),
      what: 'the storage account',
      check: `has the container ${container}, which no replication writes, lets trusted services of Azure and who does finance in and nobody else, lets copies come from any storage account, and is in a subscription with Microsoft.CostManagementExports`,
    })),
  ];
}

function keyCheck(topology: Topology, id: string): string {
  const host = entity(topology.hosts, id);
  const use = formOf(host).existingKey(host);
  const users = use.kind === 'used' ? use.users : 'nobody';
  return `rotates, outlives its stack and lets ${users} use it`;
}

/** The role of the tasks of the gateway that calls for a workload. */
function taker(topology: Topology, workload: string): string {
  return gatewayTaskRoleArn(topology, entity(topology.workloads, workload).zone);
}

function writer(topology: Topology, cloud: 'aws' | 'google', region: string): string {
  return (cloud === 'aws' ? ingestRoleArn(topology, region) : topology.weights.ingestServiceAccount) ?? 'whoever brings weights in';
}

/** A proxy without a domain that a download needs stops the job, after the first gigabytes perhaps. */
function* closedDomains({ existing: { ingestProxies } }: Topology): Iterable<Violation> {
  for (const [region, { domains }] of sortedEntries(ingestProxies)) {
    const missing = huggingFaceDomains().filter((needed) => !domains.some((open) => covers(open, needed)));
    if (missing.length === 0) continue;
    yield {
      path: pathOf('existing', 'ingestProxies', region, 'domains'),
      message: `The proxy lets ${domains.join(', ')} through, and a download of weights needs ${missing.join(', ')}.`,
      fix: `Let the proxy open them, and list them: ${[...domains, ...missing].join(', ')}.`,
    };
  }
}

/** `*.hf.co` covers `cdn.hf.co` and `*.cdn.hf.co`, and not `hf.co`. */
function covers(open: string, needed: string): boolean {
  return open === needed || (open.startsWith('*.') && needed.endsWith(open.slice(1)));
}
