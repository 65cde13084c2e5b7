import type { VertexEndpointHost, VertexSlot } from './schema.js';

/** One of at most two deployments of a dedicated endpoint, and the part of the host that says what it is. */
export interface VertexDeployment {
  readonly slot: VertexSlot;
  readonly model: string;
  readonly machineType: string;
  readonly reservation: string | undefined;
  readonly replicas: VertexEndpointHost['replicas'];
  readonly trafficPercent: number;
  /** Where its fields are below the host: `` or `next.`. */
  readonly prefix: '' | 'next.';
}

/** The deployment that answers and, while it is being replaced, the one that takes over. */
export function vertexDeployments(host: VertexEndpointHost): VertexDeployment[] {
  const { slot, model, machineType, reservation, replicas, next } = host;
  const present = { slot, model, machineType, reservation, replicas, trafficPercent: 100 - (next?.trafficPercent ?? 0), prefix: '' } as const;
  if (next === undefined) return [present];
  return [
    present,
    {
      slot: slot === 'blue' ? 'green' : 'blue',
      model: next.model ?? model,
      machineType: next.machineType ?? machineType,
      // A reservation belongs to a machine type: it is taken over only together with it.
      reservation: next.reservation ?? (next.machineType === undefined ? reservation : undefined),
      replicas: next.replicas ?? replicas,
      trafficPercent: next.trafficPercent,
      prefix: 'next.',
    },
  ];
}
