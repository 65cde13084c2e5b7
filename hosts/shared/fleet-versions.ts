import type { SelfHostedHost } from '../schemas.js';

/** A model that a self-hosted fleet serves, on how many nodes, and the fields of the host that say so. */
export interface ServedVersion {
  readonly model: string;
  readonly nodes: number;
  readonly modelField: 'model' | 'transition.next';
  readonly nodesField: 'nodes' | 'transition';
}

/** What a fleet serves: its model, and beside it the next one while a transition is declared. */
export function servedVersions(host: SelfHostedHost): ServedVersion[] {
  const current = { model: host.model, nodes: host.nodes.count, modelField: 'model', nodesField: 'nodes' } as const;
  const transition = host.cloud === 'aws' ? host.transition : undefined;
  if (transition === undefined) return [current];
  return [current, { model: transition.next, nodes: transition.nodes, modelField: 'transition.next', nodesField: 'transition' }];
}
