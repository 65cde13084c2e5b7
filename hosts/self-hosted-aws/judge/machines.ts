import { instanceOffered, instanceType, instanceTypes, regionsOffering, typesIn } from '../../../facts/ec2.js';
import { pathOf } from '../../../topology/path.js';
import { didYouMean } from '../../../topology/suggest.js';
import { entity, sortedEntries } from '../../../topology/views.js';
import type { MachineJudge } from '../../shared/host-judge.js';
import { hasDedicated } from '../dedicated.js';
import type { AwsFleetHost } from '../schema.js';
import { uncarried } from './capacity.js';
import { emittedCapacityProblems } from './reservations.js';
import { sideBySide, versions } from './transition.js';

/** Instances of a fleet on EC2, what carries them, and the certificate in front of them. */
export const machines: MachineJudge<AwsFleetHost> = {
  *misplaced(_, { id, host }) {
    const { instanceType: type } = host.nodes;
    if (instanceType(type) === undefined) {
      const known = instanceTypes().map((row) => row.instanceType);
      yield {
        path: pathOf('hosts', id, 'nodes', 'instanceType'),
        message: `${type} is no GPU instance type of the facts. Known: ${known.join(', ')}.${didYouMean(type, known)}`,
      };
    } else if (instanceOffered(type, host.region) === undefined) {
      const here = typesIn(host.region);
      yield {
        path: pathOf('hosts', id, 'region'),
        message: `${type} is not offered in ${host.region}. Offered in ${regionsOffering(type).join(', ')}. ${host.region} has ${here.join(', ') || 'no GPU instance type of the facts'}.`,
      };
    }
    const asked = [
      ...sortedEntries(host.capacity.reservations).map(([key, entry]) => ['reservations', key, entry] as const),
      ...sortedEntries(host.capacity.blocks).map(([key, entry]) => ['blocks', key, entry] as const),
    ];
    for (const [kind, key, { availabilityZone }] of asked) {
      if (availabilityZone.slice(0, -1) !== host.region)
        yield { path: pathOf('hosts', id, 'capacity', kind, key, 'availabilityZone'), message: `${availabilityZone} is no zone of ${host.region}.` };
    }
  },

  zones: ({ capacity }) => [...Object.values(capacity.reservations), ...Object.values(capacity.blocks)].map(({ availabilityZone }) => availabilityZone),

  dedicated: ({ capacity }) => hasDedicated(capacity),

  uncarried,

  *reserved({ topology, id, host, stacks }) {
    for (const problem of emittedCapacityProblems(stacks, topology, id, host)) {
      yield { path: problem.resource?.origin ?? pathOf('hosts', id, 'capacity'), ...problem };
    }
  },

  // Alarms count targets of the load balancer.
  watchedNodes: () => [],

  sideBySide,

  versions,

  *certificate({ accounts }, { id, host }) {
    const { id: account, partition } = entity(accounts.aws, host.account);
    const start = `arn:${partition}:acm:${host.region}:${account}:certificate/`;
    const { certificateArn } = host.endpoint;
    // One that is issued here is of the stack's own account and region.
    if (certificateArn === undefined || certificateArn.startsWith(start)) return;
    yield { path: pathOf('hosts', id, 'endpoint', 'certificateArn'), message: `It is ${certificateArn}. Allowed: ${start}….` };
  },
};
