import { stackName } from '../derived/names.js';
import { bedrockParts, type Part, partSuffix } from '../derived/parts.js';
import { hostsOf } from '../hosts/select.js';
import type { Topology } from '../topology/schema/topology.js';
import { sortedEntries } from '../topology/views.js';

/** A value and its place in the outputs file. */
export interface RecordedValue {
  readonly path: readonly string[];
  readonly value: unknown;
}

/** How the outputs of one stack become values of the outputs file. */
export interface RecordedOutputs {
  readonly stack: string;
  /** Parts of the file that this stack alone writes: what it no longer outputs is removed. */
  readonly owns: readonly (readonly string[])[];
  /** Undefined for an output that nothing here needs. */
  readonly valuesOf: (name: string, value: unknown) => readonly RecordedValue[] | undefined;
}

/** Every stack of a topology with outputs that another one needs, by its kind. */
export function recordedOutputs(topology: Topology): RecordedOutputs[] {
  const workloads = Object.keys(topology.workloads);
  return [
    ...hostsOf(topology, 'bedrock').flatMap(([id, { account }]) => bedrockParts(topology, id).map((part) => bedrockOutputs(topology, id, account, part))),
    ...hostsOf(topology, 'bedrock-import').map(([id, { account }]) => importedModelOutputs(stackName(topology, account, 'aws-bedrock-import', id), id)),
    ...sortedEntries(topology.accounts.google).map(([alias]): RecordedOutputs => {
      const owned = ['identities', alias];
      return {
        stack: stackName(topology, alias, 'google-foundation', alias),
        owns: [owned],
        valuesOf: (name, value) => {
          const [, field = '', workload = ''] = /^(serviceAccount|audience)-(.+)$/.exec(name) ?? [];
          return workloads.includes(workload) ? [{ path: [...owned, workload, field], value }] : undefined;
        },
      };
    }),
    ...hostsOf(topology, 'vertex-endpoint').flatMap(([id, { account }]) => [
      namedOutputs(stackName(topology, account, 'google-search', id), id, ['servingConfig', 'searchHost', 'groundingConfig', 'importBucket']),
      vertexOutputs(stackName(topology, account, 'google-vertex', id), id),
    ]),
    ...hostsOf(topology, 'azure-foundry').map(([id, { account }]) => foundryOutputs(stackName(topology, account, 'azure-foundry', id), id, workloads)),
  ];
}

/** Profiles of one stack of a host. Only the undivided one clears what it no longer prints: others do not know what another holds. */
function bedrockOutputs(topology: Topology, id: string, account: string, part: Part): RecordedOutputs {
  const guardrail = guardrailOutputs(stackName(topology, account, 'aws-bedrock', id, ...partSuffix(part.number)), id);
  const owned = ['hosts', id, 'profiles'];
  const own = part.workloads.map(([workload]) => workload);
  return {
    stack: guardrail.stack,
    owns: [...(part.of === 1 ? [owned] : own.map((workload) => [...owned, workload])), ...(part.number === 1 ? guardrail.owns : [])],
    valuesOf: (name, value) => {
      // CloudFormation allows no hyphen in the name of an output.
      const workload = own.find((candidate) => name === `Profile${candidate.replaceAll('-', '')}`);
      return workload === undefined ? guardrail.valuesOf(name, value) : [{ path: [...owned, workload], value }];
    },
  };
}

function guardrailOutputs(stack: string, host: string): RecordedOutputs {
  const owned = ['hosts', host, 'guardrail'];
  return {
    stack,
    owns: [owned],
    valuesOf: (name, value) => {
      const [, field] = /^Guardrail(Id|Version|Definition)$/.exec(name) ?? [];
      return field === undefined ? undefined : [{ path: [...owned, field.toLowerCase()], value }];
    },
  };
}

function importedModelOutputs(stack: string, host: string): RecordedOutputs {
  const guardrail = guardrailOutputs(stack, host);
  const path = ['hosts', host, 'modelArn'];
  return { stack, owns: [path, ...guardrail.owns], valuesOf: (name, value) => (name === 'ModelArn' ? [{ path, value }] : guardrail.valuesOf(name, value)) };
}

/** Outputs that keep their name. */
function namedOutputs(stack: string, host: string, fields: readonly string[]): RecordedOutputs {
  return {
    stack,
    owns: fields.map((field) => ['hosts', host, field]),
    valuesOf: (name, value) => (fields.includes(name) ? [{ path: ['hosts', host, name], value }] : undefined),
  };
}

function vertexOutputs(stack: string, host: string): RecordedOutputs {
  const named = namedOutputs(stack, host, ['modelArmorTemplate', 'modelArmorHost']);
  const owned = ['hosts', host, 'deployments'];
  return {
    stack,
    owns: [owned, ...named.owns],
    valuesOf: (name, value) => {
      const [, field = '', slot] = /^(endpointId|endpointDns|pscAddress)-(blue|green)$/.exec(name) ?? [];
      return slot === undefined ? named.valuesOf(name, value) : [{ path: [...owned, slot, field], value }];
    },
  };
}

function foundryOutputs(stack: string, host: string, workloads: readonly string[]): RecordedOutputs {
  const named = namedOutputs(stack, host, ['endpoint', 'deployment']);
  const owned = ['hosts', host, 'clientIds'];
  return {
    stack,
    owns: [owned, ...named.owns],
    valuesOf: (name, value) => {
      if (name !== 'client_ids') return named.valuesOf(name, value);
      const byWorkload = value !== null && typeof value === 'object' ? Object.entries(value) : [];
      return byWorkload.filter(([workload]) => workloads.includes(workload)).map(([workload, clientId]) => ({ path: [...owned, workload], value: clientId }));
    },
  };
}
