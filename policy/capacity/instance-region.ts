import { hostOfResource } from '../../evidence/synthesized/host-of-resource.js';
import { dig, type Resource } from '../../evidence/synthesized/stack.js';
import { instanceOffered, instanceType } from '../../facts/ec2.js';
import { machineType } from '../../facts/google.js';
import { judgeOf } from '../../hosts/judges.js';
import { traitsOf } from '../../hosts/traits.js';
import { pathOf } from '../../topology/path.js';
import type { Topology } from '../../topology/schema/topology.js';
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
    for (const [id, host] of sortedEntries(topology.hosts)) {
      const { machines } = judgeOf(host);
      if (machines !== 'none') yield* machines.misplaced(topology, { id, host });
      else if (traitsOf(host).nodes(host) !== 'none')
        yield { path: pathOf('hosts', id, 'kind'), message: `Where the machines of ${host.kind} may be is not known: nothing judges them.` };
    }
  },

  *resource(resource, { topology }) {
    if (resource.type === 'google_compute_reservation' || resource.type === 'google_compute_instance') yield* misplacedMachine(resource, topology);
    const { region } = resource.stack;
    const type = typeOf(resource);
    // A type that facts do not know, and one that the topology has here, are reported once, by the topology.
    if (type === undefined || region === undefined || instanceType(type) === undefined || isDeclared(resource, topology, type, region)) return;
    if (instanceOffered(type, region) === undefined) {
      yield { path: resource.origin, resource, message: `${type} is not offered in ${region}, where ${resource.stack.name} deploys.` };
    }
  },
};

function* misplacedMachine(resource: Resource, topology: Topology): Iterable<Violation> {
  const { properties } = resource;
  const machine = machineType(String(properties['machine_type'] ?? dig(properties, 'specific_reservation', 'instance_properties', 'machine_type')));
  const zone = String(properties['zone']);
  const host = hostOfResource(topology, resource)?.[1];
  const machines = host === undefined ? 'none' : judgeOf(host).machines;
  const declared = host === undefined || machines === 'none' ? [] : machines.zones(host);
  // As above: a type that facts do not know, and a zone without it, are reported once, by the topology.
  if (machine === undefined || machine.zones.includes(zone) || declared.includes(zone)) return;
  yield { path: resource.origin, resource, message: `${machine.machineType} is not offered in ${zone}, where ${resource.id} is made.` };
}

function isDeclared(resource: Resource, topology: Topology, type: string, region: string): boolean {
  const host = hostOfResource(topology, resource)?.[1];
  const nodes = host === undefined ? 'none' : traitsOf(host).nodes(host);
  return nodes !== 'none' && nodes.instanceType === type && host !== undefined && 'region' in host && host.region === region;
}

function typeOf({ type, properties }: Resource): string | undefined {
  if (type === 'AWS::EC2::CapacityReservation' || type === 'AWS::EC2::Instance') return String(properties['InstanceType']);
  if (type === 'AWS::EC2::LaunchTemplate') return String(dig(properties, 'LaunchTemplateData', 'InstanceType'));
  return undefined;
}
