import type { Presence } from '../shared/host-traits.js';
import { calledIn } from '../shared/presence.js';
import { vertexDeployments } from './deployments.js';
import type { VertexEndpointHost, VertexSlot } from './schema.js';

/** What an endpoint and its search have only where the topology says so. */
export const presence: readonly Presence<VertexEndpointHost>[] = (['google-vertex', 'google-search'] as const).flatMap((stack) => [
  calledIn(stack),
  { stack, reason: 'Model Armor', holds: (_, { host }) => host.modelArmor !== undefined },
  ...(['blue', 'green'] as const).flatMap((slot) => [
    { stack, reason: `a deployment in the slot ${slot}`, holds: (_: unknown, { host }: Place) => isTaken(host, slot) },
    {
      stack,
      reason: `a private deployment in the slot ${slot}`,
      holds: (_: unknown, { host }: Place) => isTaken(host, slot) && host.endpoint === 'private-psc',
    },
  ]),
]);

type Place = { readonly host: VertexEndpointHost };

/** While a deployment is being replaced, both slots are taken. */
function isTaken(host: VertexEndpointHost, slot: VertexSlot): boolean {
  return vertexDeployments(host).some((deployment) => deployment.slot === slot);
}
