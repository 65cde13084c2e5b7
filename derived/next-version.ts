import type { HostOf } from '../hosts/schemas.js';
import { nextAdapters } from './served-adapters.js';

/** Kinds whose fleets run two versions while one takes over. */
type TransitionalFleet = HostOf<'self-hosted-aws'> | HostOf<'self-hosted-google'>;

/**
 * A fleet as the version that takes over has it: the next model with its adapters, on nodes of its own. No spare node and no scaling: bounds and
 * schedules are sized for the model that was there before, and the next one runs as many replicas as its nodes hold. Undefined without a transition.
 */
export function nextVersion<H extends TransitionalFleet>(host: H): H | undefined {
  const { transition } = host;
  if (transition === undefined) return undefined;
  const nodes = { ...host.nodes, count: transition.nodes, ...('spare' in host.nodes && { spare: 0 }) };
  return { ...host, model: transition.next, adapters: nextAdapters(host), nodes, ...('scaling' in host && { scaling: undefined }) };
}
