import type { Transition } from '../../topology/schema/transition.js';
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
  const transition = transitionOf(host);
  if (transition === undefined) return [current];
  return [current, { model: transition.next, nodes: transition.nodes, modelField: 'transition.next', nodesField: 'transition' }];
}

/** The transition of a fleet, on clouds that can run two versions. */
export function transitionOf(host: SelfHostedHost): Transition | undefined {
  return 'transition' in host ? host.transition : undefined;
}

/** Nodes of all versions together. */
export function allNodes(host: SelfHostedHost): number {
  return servedVersions(host).reduce((sum, { nodes }) => sum + nodes, 0);
}
