import type { Presence } from '../shared/host-traits.js';
import { calledIn } from '../shared/presence.js';
import type { AwsFleetHost } from './schema.js';

/** What a fleet has only where the topology says so. */
export const presence: readonly Presence<AwsFleetHost>[] = [
  calledIn('aws-fleet'),
  calledIn('aws-capacity'),
  of('blocks', ({ capacity }) => Object.keys(capacity.blocks).length > 0),
  of('scaling', ({ scaling }) => scaling !== undefined),
  of('metrics of servers', ({ images }) => images.metrics !== undefined),
  of('metrics of GPUs', ({ images }) => images.metrics !== undefined && images.dcgm !== undefined),
  of('a next engine', ({ transition }) => transition !== undefined),
  of('metrics of the servers of a next engine', ({ transition, images }) => transition !== undefined && images.metrics !== undefined),
  of('metrics of the GPUs of a next engine', ({ transition, images }) => transition !== undefined && images.metrics !== undefined && images.dcgm !== undefined),
];

function of(reason: string, holds: (host: AwsFleetHost) => boolean): Presence<AwsFleetHost> {
  return { stack: 'aws-fleet', reason, holds: (_, { host }) => holds(host) };
}
