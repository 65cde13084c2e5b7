import { serviceDomain } from '../../clouds/aws.js';
import type { Outputs } from '../../topology/outputs.js';
import type { Topology } from '../../topology/schema/topology.js';
import { entity } from '../../topology/views.js';

/** A host that a workload names, with the values that its deployment printed. */
export interface NamedHost<H> {
  readonly topology: Topology;
  readonly outputs: Outputs;
  readonly workload: string;
  readonly id: string;
  readonly host: H;
}

/** What may answer for a host, as one may find it in the files of a gateway: by the name that its certificate is made for, or by what is invoked. */
export type Answering =
  | { readonly kind: 'server'; readonly name: string; readonly address: string }
  | { readonly kind: 'model'; readonly endpoint: string; readonly region: string; readonly modelId: string };

/** A server that is found by its own name. */
export function named(name: string): Answering {
  return { kind: 'server', name, address: name };
}

/** What is invoked on Bedrock in a region, nothing while its deployment has not printed it. */
export function invoked({ topology, host }: NamedHost<{ readonly account: string; readonly region: string }>, modelId: string | undefined): Answering[] {
  const { partition } = entity(topology.accounts.aws, host.account);
  const endpoint = `https://bedrock-runtime.${host.region}.${serviceDomain(partition)}`;
  return modelId === undefined ? [] : [{ kind: 'model', endpoint, region: host.region, modelId }];
}

/** Name of the host of an address, nothing while there is none. */
export function hostnameOf(url: string | undefined): string[] {
  return url === undefined ? [] : [new URL(url).hostname];
}
