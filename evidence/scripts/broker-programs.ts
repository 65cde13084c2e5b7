import { entraApplications, tokenBrokers } from '../../derived/token-brokers.js';
import type { Outputs } from '../../topology/outputs.js';
import type { Topology } from '../../topology/schema/topology.js';
import type { Resource } from '../synthesized/stack.js';
import { type Derived, type Program, underived } from './program.js';

/** What a topology and its deployment say in the environment of the function that fetches tokens of Entra: the applications that it may ask for. */
export function brokerPrograms(topology: Topology, outputs: Outputs, { stack }: Resource, { at }: Program): Derived {
  const broker = tokenBrokers(topology).find(({ account, region }) => topology.accounts.aws[account]?.id === stack.account && region === stack.region);
  if (at !== 'Environment.Variables' || broker === undefined) return underived;
  const line = (applications: string) => `ALLOWED: ${applications}\n`;
  return { pieces: { [line('<applications>')]: line(JSON.stringify(entraApplications(topology, outputs, broker))) } };
}
