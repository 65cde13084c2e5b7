import type { Cloud } from '../../clouds/cloud.js';
import { cloudNames } from '../../clouds/clouds.js';
import { endpointsOfNetwork } from '../../derived/network-endpoints.js';
import { missingRights } from '../../evidence/iam/gateway-rights.js';
import type { SynthesizedStack } from '../../evidence/synthesized/stack.js';
import { cloudOf } from '../../hosts/schemas.js';
import { rightsOf, traitsOf } from '../../hosts/traits.js';
import { pathOf } from '../../topology/path.js';
import type { Topology } from '../../topology/schema/topology.js';
import { entity, gatewayNetwork, hostsNamedBy, sortedEntries } from '../../topology/views.js';
import type { Rule, Violation } from '../rule.js';

export const rule: Rule = {
  id: 'identity/gateway-rights',
  severity: 'error',
  title: 'The gateway of a workload may call every host of its route and its guard.',
  why: 'A right that is missing stops no deployment. The host is there, is paid for, and refuses the first request that spills over to it.',
  fix: 'Grant it in the stack of the host, or in the foundation of its project, to the identity of the workload. What a kind of host needs is the trait `rights` in hosts/<kind>/traits.ts.',
  source: 'docs/adr/0002-bedrock-access-lives-with-the-profile.md',

  *topology({ topology }) {
    for (const [id, host] of sortedEntries(topology.hosts)) {
      if (traitsOf(host).rights(host) !== 'unknown') continue;
      yield { path: pathOf('hosts', id, 'kind'), message: `Which rights calling ${host.kind} takes is not known: nothing checks that a gateway has them.` };
    }
    yield* shutOut(topology);
  },

  *aws(stacks, { topology }) {
    yield* missing(topology, stacks, ['aws']);
  },

  *terraform(stacks, { topology }) {
    yield* missing(
      topology,
      stacks,
      cloudNames.filter((cloud) => cloud !== 'aws'),
    );
  },
};

/** Rights that no private endpoint lets through, of the gateway's network or of the host's: in networks without a way out they are worth nothing. */
function* shutOut(topology: Topology): Iterable<Violation> {
  for (const { workload, network, id, host, path } of calls(topology)) {
    const networks = [...new Set([network, ...(cloudOf(host) === 'aws' && 'network' in host && host.network !== undefined ? [host.network] : [])])];
    const open = new Set(networks.flatMap((one) => Object.values(endpointsOfNetwork(topology, one)).flat()));
    const shut = rightsOf(host).flatMap((right) => (right.on === 'role' ? right.actions.filter((action) => !open.has(action)) : []));
    if (shut.length > 0)
      yield {
        path,
        message: `Calling ${id} takes ${shut.join(', ')}, which no private endpoint of ${networks.join(' or ')} lets the gateway of ${workload} do.`,
        fix: 'Let the kind of host name the endpoint and its actions: the trait `network.endpoints` in hosts/<kind>/traits.ts.',
      };
  }
}

function* missing(topology: Topology, stacks: readonly SynthesizedStack[], on: readonly Cloud[]): Iterable<Violation> {
  for (const { workload, id, host, path } of calls(topology)) {
    if (!on.includes(cloudOf(host))) continue;
    for (const right of rightsOf(host)) {
      const absent = missingRights({ topology, workload, host: id }, right, stacks);
      if (absent.length > 0) yield { path, message: `Nothing gives the gateway of ${workload} ${absent.join(', ')}, which calling ${id} takes.` };
    }
  }
}

/** Hosts that gateways on AWS call, by workload. What a gateway elsewhere calls as, the topology does not say. */
function* calls(topology: Topology) {
  for (const [workload, entry] of sortedEntries(topology.workloads)) {
    const network = gatewayNetwork(topology, entry);
    if (network === undefined || topology.networks[network]?.cloud !== 'aws') continue;
    for (const { host: id, field } of hostsNamedBy(entry))
      yield { workload, network, id, host: entity(topology.hosts, id), path: pathOf('workloads', workload, field) };
  }
}
