import { machineType, machineTypes, regionOfZone } from '../../../facts/google.js';
import { pathOf } from '../../../topology/path.js';
import { didYouMean } from '../../../topology/suggest.js';
import { entity, sortedEntries } from '../../../topology/views.js';
import type { MachineJudge } from '../../shared/host-judge.js';
import { reservedNodes } from '../reservations.js';
import type { GoogleFleetHost } from '../schema.js';
import { emittedNodesProblems, emittedReservationProblems } from './reservations.js';
import { sideBySide, versions } from './transition.js';
import { watchedNodes } from './versions.js';

/** Machines of a fleet on Compute Engine, what carries them, and the certificate in front of them. */
export const machines: MachineJudge<GoogleFleetHost> = {
  *misplaced(_, { id, host: { nodes, region, capacity } }) {
    const machine = machineType(nodes.instanceType);
    if (machine === undefined) {
      const known = machineTypes().map((row) => row.machineType);
      yield {
        path: pathOf('hosts', id, 'nodes', 'instanceType'),
        message: `${nodes.instanceType} is no machine type with GPUs of the facts. Known: ${known.join(', ')}.${didYouMean(nodes.instanceType, known)}`,
      };
    }
    for (const [key, { zone }] of sortedEntries(capacity.reservations)) {
      const path = pathOf('hosts', id, 'capacity', 'reservations', key, 'zone');
      if (regionOfZone(zone) !== region) yield { path, message: `${zone} is no zone of ${region}.` };
      else if (machine !== undefined && !machine.zones.includes(zone))
        yield { path, message: `${machine.machineType} is not offered in ${zone}. Offered in ${machine.zones.join(', ')}.` };
    }
  },

  zones: ({ capacity }) => Object.values(capacity.reservations).map(({ zone }) => zone),

  // There is no other way to launch a node. Those of a transition are judged by lifecycle/transition-window.
  *uncarried(_, { id, host }) {
    const [reserved, { nodes }] = [reservedNodes(host), host];
    if (reserved >= nodes.count) return;
    yield {
      path: pathOf('hosts', id, 'capacity', 'reservations'),
      message: `Reservations carry ${reserved} of ${nodes.count} nodes.`,
      fix: 'Reserve the missing nodes, or lower nodes.count.',
    };
  },

  dedicated: () => true,

  *reserved({ topology, id, host, stacks }) {
    const fix = 'Restore what the stacks synthesize.';
    for (const problem of emittedReservationProblems(stacks, topology, id, host))
      yield { path: pathOf('hosts', id, 'capacity', 'reservations'), ...problem, fix };
    for (const { version, message } of emittedNodesProblems(stacks, topology, id, host))
      yield { path: pathOf('hosts', id, version === 'next' ? 'transition' : 'nodes'), message, fix };
  },

  watchedNodes,

  sideBySide,

  versions,

  *certificate({ accounts }, { id, host }) {
    const { project } = entity(accounts.google, host.account);
    const [, of, , place] = host.endpoint.certificate.split('/');
    if (of === project && place === host.region) return;
    yield {
      path: pathOf('hosts', id, 'endpoint', 'certificate'),
      message: `It is ${host.endpoint.certificate}. Allowed: one of project ${project} in ${host.region}.`,
    };
  },
};
