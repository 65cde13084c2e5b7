import { hostOfResource } from '../../evidence/synthesized/host-of-resource.js';
import { dig, type Resource } from '../../evidence/synthesized/stack.js';
import { instanceOffered, instanceType, instanceTypes, regionsOffering } from '../../facts/ec2.js';
import { machineType, machineTypes, regionOfZone } from '../../facts/google.js';
import { isHost } from '../../hosts/schemas.js';
import { hostsOf } from '../../hosts/select.js';
import type { GoogleFleetHost } from '../../hosts/self-hosted-google/schema.js';
import { pathOf } from '../../topology/path.js';
import type { Topology } from '../../topology/schema/topology.js';
import { didYouMean } from '../../topology/suggest.js';
import { sortedEntries } from '../../topology/views.js';
import type { Rule, Violation } from '../rule.js';

export const rule: Rule = {
  id: 'capacity/instance-region',
  severity: 'fatal',
  title: "The instance or machine type is offered in the region, and capacity is asked for in the region's own zones.",
  why: 'H100 instances exist in few regions, and in hardly any of the EU (facts/ec2.yaml). A reservation elsewhere fails after everything around it was created and billed.',
  fix: 'Move the host to a region that offers the type. An offer is no promise of capacity: creating the reservation is the proof.',
  source: 'EC2 instance type offerings; Compute Engine, GPU regions and zones',

  *topology({ topology }) {
    for (const [id, host] of hostsOf(topology, 'self-hosted-google')) yield* missingMachines(id, host);
    for (const [id, host] of hostsOf(topology, 'self-hosted-aws')) {
      const { instanceType: type } = host.nodes;
      if (instanceType(type) === undefined) {
        const known = instanceTypes().map((row) => row.instanceType);
        yield {
          path: pathOf('hosts', id, 'nodes', 'instanceType'),
          message: `${type} is no GPU instance type of the facts. Known: ${known.join(', ')}.${didYouMean(type, known)}`,
        };
      } else if (instanceOffered(type, host.region) === undefined) {
        yield { path: pathOf('hosts', id, 'region'), message: `${type} is not offered in ${host.region}. Offered in ${regionsOffering(type).join(', ')}.` };
      }
      const asked = [
        ...sortedEntries(host.capacity.reservations).map(([key, entry]) => ['reservations', key, entry] as const),
        ...sortedEntries(host.capacity.blocks).map(([key, entry]) => ['blocks', key, entry] as const),
      ];
      for (const [kind, key, { availabilityZone }] of asked) {
        if (availabilityZone.slice(0, -1) !== host.region) {
          yield { path: pathOf('hosts', id, 'capacity', kind, key, 'availabilityZone'), message: `${availabilityZone} is no zone of ${host.region}.` };
        }
      }
    }
  },

  *resource(resource, { topology }) {
    if (resource.type === 'google_compute_reservation' || resource.type === 'google_compute_instance') yield* misplacedMachine(resource, topology);
    const { region } = resource.stack;
    const type = typeOf(resource);
    // A type that facts do not know is reported once, by the topology.
    if (type !== undefined && region !== undefined && instanceType(type) !== undefined && instanceOffered(type, region) === undefined) {
      yield { path: resource.origin, resource, message: `${type} is not offered in ${region}, where ${resource.stack.name} deploys.` };
    }
  },
};

function* missingMachines(id: string, { nodes, region, capacity }: GoogleFleetHost): Iterable<Violation> {
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
}

function* misplacedMachine(resource: Resource, topology: Topology): Iterable<Violation> {
  const { properties } = resource;
  const machine = machineType(String(properties['machine_type'] ?? dig(properties, 'specific_reservation', 'instance_properties', 'machine_type')));
  const zone = String(properties['zone']);
  const host = hostOfResource(topology, resource)?.[1];
  const declared = isHost(host, 'self-hosted-google') ? Object.values(host.capacity.reservations) : [];
  // As above: a type that facts do not know, and a zone without it, are reported once, by the topology.
  if (machine === undefined || machine.zones.includes(zone) || declared.some((reservation) => reservation.zone === zone)) return;
  yield { path: resource.origin, resource, message: `${machine.machineType} is not offered in ${zone}, where ${resource.id} is made.` };
}

function typeOf({ type, properties }: Resource): string | undefined {
  if (type === 'AWS::EC2::CapacityReservation' || type === 'AWS::EC2::Instance') return String(properties['InstanceType']);
  if (type === 'AWS::EC2::LaunchTemplate') return String(dig(properties, 'LaunchTemplateData', 'InstanceType'));
  return undefined;
}
