import { type FleetVersion, nodeGroupName } from '../../../derived/google-fleet-names.js';
import { nextVersion } from '../../../derived/next-version.js';
import type { WatchedNodes } from '../../../evidence/delivery/alert-settings.js';
import type { Resource } from '../../../evidence/synthesized/stack.js';
import type { DeclaredHost } from '../../shared/host-judge.js';
import { type NodePlace, nextNodeCounts, nodeCounts } from '../reservations.js';
import type { GoogleFleetHost } from '../schema.js';

type Fleet = DeclaredHost<GoogleFleetHost>;

/** Names that the nodes of a version may have: one for each reservation. */
export function namesOf({ topology, id, host }: Fleet, version: FleetVersion): string[] {
  if (version === 'next' && host.transition === undefined) return [];
  return Object.keys(host.capacity.reservations)
    .sort()
    .map((key) => nodeGroupName(topology, id, version, key));
}

/** The version that a template of nodes, or a group of them, is of: its name decides. What has no name of the next one is taken for what was there before. */
export function versionOf(fleet: Fleet, { properties }: Resource): FleetVersion {
  const name = String(properties['name'] ?? properties['name_prefix']).replace(/-$/, '');
  return namesOf(fleet, 'next').includes(name) ? 'next' : 'present';
}

/** A fleet as the version of one of its templates has it. */
export function servedBy(fleet: Fleet, template: Resource): GoogleFleetHost {
  return (versionOf(fleet, template) === 'next' ? nextVersion(fleet.host) : undefined) ?? fleet.host;
}

/** Versions that a fleet runs. */
export function versionsIn({ transition }: GoogleFleetHost): readonly FleetVersion[] {
  return transition === undefined ? ['present'] : ['present', 'next'];
}

/** Nodes of each version by the groups that hold them. */
export function watchedNodes({ topology, id, host }: Fleet): WatchedNodes[] {
  const { nodes, transition } = host;
  const groups = (version: FleetVersion, counts: readonly NodePlace[]) => counts.map(([key]) => nodeGroupName(topology, id, version, key)).sort();
  return [
    { groups: groups('present', nodeCounts(host)), nodes: nodes.count },
    ...(transition === undefined ? [] : [{ groups: groups('next', nextNodeCounts(host)), nodes: transition.nodes }]),
  ];
}
