import { cloudOf, type Host } from '../hosts/schemas.js';
import { hostsOf } from '../hosts/select.js';
import { vertexDeployments } from '../hosts/vertex-endpoint/deployments.js';
import type { Topology } from '../topology/schema/topology.js';
import { entity, gatewayNetwork, hostsNamedBy, sortedEntries } from '../topology/views.js';
import { stackName } from './names.js';
import { bedrockParts, partSuffix } from './parts.js';

/** A value that the gateway calls a host with, and that exists after a deployment only. */
export interface BornValue {
  /** Where it stands in the outputs file. */
  readonly path: readonly string[];
  /** The stack that puts it out. */
  readonly stack: string;
  /** Topology path of what the stack stands for. */
  readonly origin: string;
  readonly workload: string;
}

/** Everything that gateways on AWS have to be told about the hosts of their workloads, by workload and host. */
export function bornValues(topology: Topology): BornValue[] {
  const parts = profileParts(topology);
  return sortedEntries(topology.workloads).flatMap(([workload, entry]) => {
    if (topology.networks[gatewayNetwork(topology, entry) ?? '']?.cloud !== 'aws') return [];
    return hostsNamedBy(entry).flatMap(({ host }) => valuesOf(topology, host, workload, parts).map((value) => ({ ...value, workload })));
  });
}

type Source = Omit<BornValue, 'path' | 'workload'>;
type Value = Omit<BornValue, 'workload'>;

function valuesOf(topology: Topology, id: string, workload: string, parts: ProfileParts): Value[] {
  const host = entity(topology.hosts, id);
  const from = (kind: string, origin = `hosts.${id}`): Source => ({ stack: stackName(topology, host.account, kind, id), origin });
  const ofHost = (source: Source, ...paths: readonly (readonly string[])[]) => paths.map((path) => ({ ...source, path: ['hosts', id, ...path] }));
  const guardrail =
    topology.existing.guardrails[id] === undefined
      ? [
          ['guardrail', 'id'],
          ['guardrail', 'version'],
        ]
      : [];
  switch (host.kind) {
    case 'bedrock':
      return [
        ...ofHost({ ...from('aws-bedrock'), stack: stackName(topology, host.account, 'aws-bedrock', id, ...partSuffix(parts.get(id)?.get(workload) ?? 1)) }, [
          'profiles',
          workload,
        ]),
        ...ofHost(from('aws-bedrock'), ...guardrail),
      ];
    case 'bedrock-import':
      return ofHost(from('aws-bedrock-import'), ['modelArn'], ...guardrail);
    // A fleet is called by the name that the topology gives it; on Google its API key is read as somebody first.
    case 'self-hosted':
    case 'vertex-maas':
      return identity(topology, host, workload);
    case 'vertex-endpoint': {
      const fields = ['endpointId', 'endpointDns', ...(host.endpoint === 'private-psc' ? ['pscAddress'] : [])];
      return [
        ...identity(topology, host, workload),
        ...ofHost(from('google-vertex'), ...vertexDeployments(host).flatMap(({ slot }) => fields.map((field) => ['deployments', slot, field]))),
        ...ofHost(from('google-vertex'), ...(host.modelArmor === undefined ? [] : [['modelArmorTemplate'], ['modelArmorHost']])),
        ...ofHost(from('google-search', `hosts.${id}.search`), ...(host.search === undefined ? [] : [['servingConfig'], ['searchHost']])),
      ];
    }
    case 'azure-foundry':
      return ofHost(from('azure-foundry'), ['endpoint'], ['deployment'], ['clientIds', workload]);
    default:
      return [];
  }
}

/** Number of the stack that holds a profile, by host and workload. */
type ProfileParts = ReadonlyMap<string, ReadonlyMap<string, number>>;

/** All at once: asking anew for each workload takes time that grows with its square. */
function profileParts(topology: Topology): ProfileParts {
  const numbers = (host: string) => new Map(bedrockParts(topology, host).flatMap(({ number, workloads }) => workloads.map(([id]) => [id, number] as const)));
  return new Map(hostsOf(topology, 'bedrock').map(([host]) => [host, numbers(host)]));
}

/** What the gateway is on Google when it calls for a workload. */
function identity(topology: Topology, host: Host, workload: string): Value[] {
  if (cloudOf(host) !== 'google') return [];
  const { account } = host;
  const source = { stack: stackName(topology, account, 'google-foundation', account), origin: `accounts.google.${account}` };
  return ['serviceAccount', 'audience'].map((field) => ({ ...source, path: ['identities', account, workload, field] }));
}
