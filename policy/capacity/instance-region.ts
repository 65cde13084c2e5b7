import { instanceOffered, instanceType, instanceTypes, regionsOffering } from '../../facts/ec2.js';
import { didYouMean } from '../../topology/suggest.js';
import { hostsOfKind, sortedEntries } from '../../topology/views.js';
import type { Rule } from '../rule.js';
import { dig, type Resource } from '../synthesized.js';

export const rule: Rule = {
  id: 'capacity/instance-region',
  severity: 'fatal',
  title: "The instance type is offered in the region, and capacity is asked for in the region's own zones.",
  why: 'H100 instances exist in few regions: of the EU only eu-north-1 has them. A reservation elsewhere fails after everything around it was created and billed.',
  fix: 'Move the host to a region that offers the type. An offer is no promise of capacity: creating the reservation is the proof.',
  source: 'EC2 instance type offerings',

  *topology({ topology }) {
    for (const [id, host] of hostsOfKind(topology, 'self-hosted')) {
      if (host.cloud !== 'aws') continue;
      const { instanceType: type } = host.nodes;
      if (instanceType(type) === undefined) {
        const known = instanceTypes().map((row) => row.instanceType);
        yield {
          path: `hosts.${id}.nodes.instanceType`,
          message: `${type} is no GPU instance type of the facts. Known: ${known.join(', ')}.${didYouMean(type, known)}`,
        };
      } else if (instanceOffered(type, host.region) === undefined) {
        yield { path: `hosts.${id}.region`, message: `${type} is not offered in ${host.region}. Offered in ${regionsOffering(type).join(', ')}.` };
      }
      const asked = [
        ...sortedEntries(host.capacity.reservations).map(([key, entry]) => ['reservations', key, entry] as const),
        ...sortedEntries(host.capacity.blocks).map(([key, entry]) => ['blocks', key, entry] as const),
      ];
      for (const [kind, key, { availabilityZone }] of asked) {
        if (availabilityZone.slice(0, -1) !== host.region) {
          yield { path: `hosts.${id}.capacity.${kind}.${key}.availabilityZone`, message: `${availabilityZone} is no zone of ${host.region}.` };
        }
      }
    }
  },

  *resource(resource) {
    const { region } = resource.stack;
    const type = typeOf(resource);
    // A type that facts do not know is reported once, by the topology.
    if (type !== undefined && region !== undefined && instanceType(type) !== undefined && instanceOffered(type, region) === undefined) {
      yield { path: resource.origin, resource, message: `${type} is not offered in ${region}, where ${resource.stack.name} deploys.` };
    }
  },
};

function typeOf({ type, properties }: Resource): string | undefined {
  if (type === 'AWS::EC2::CapacityReservation' || type === 'AWS::EC2::Instance') return String(properties['InstanceType']);
  if (type === 'AWS::EC2::LaunchTemplate') return String(dig(properties, 'LaunchTemplateData', 'InstanceType'));
  return undefined;
}
