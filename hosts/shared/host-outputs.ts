import type { Topology } from '../../topology/schema/topology.js';

/** A value and where it is in the outputs file. */
export interface RecordedValue {
  readonly path: readonly string[];
  readonly value: unknown;
}

/** How the outputs of one stack become values of the outputs file. */
export interface RecordedOutputs {
  readonly stack: string;
  /** Parts of the file that this stack alone writes: what it no longer prints is no longer there. */
  readonly owns: readonly (readonly string[])[];
  /** Undefined for an output that nothing here needs. */
  readonly valuesOf: (name: string, value: unknown) => readonly RecordedValue[] | undefined;
}

/** Those of every stack of one host that prints what another needs; what gateways need of them is among the traits. */
export type HostOutputs<H> = (topology: Topology, id: string, host: H) => readonly RecordedOutputs[];

/** Nothing that exists after a deployment only. */
export const noOutputs: HostOutputs<unknown> = () => [];

/** Outputs that keep their name. */
export function namedOutputs(stack: string, host: string, fields: readonly string[]): RecordedOutputs {
  return {
    stack,
    owns: fields.map((field) => ['hosts', host, field]),
    valuesOf: (name, value) => (fields.includes(name) ? [{ path: ['hosts', host, name], value }] : undefined),
  };
}

/** The output `client_ids`: what each workload shows itself as. */
export function clientIdOutputs(topology: Topology, stack: string, host: string): RecordedOutputs {
  const workloads = Object.keys(topology.workloads);
  const owned = ['hosts', host, 'clientIds'];
  const valuesOf = (name: string, value: unknown) => {
    if (name !== 'client_ids') return undefined;
    const byWorkload = value !== null && typeof value === 'object' ? Object.entries(value) : [];
    return byWorkload.filter(([workload]) => workloads.includes(workload)).map(([workload, clientId]) => ({ path: [...owned, workload], value: clientId }));
  };
  return { stack, owns: [owned], valuesOf };
}
