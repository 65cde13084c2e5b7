import { stacksOfHost } from '../../../evidence/synthesized/host-of-resource.js';
import { pathOf } from '../../../topology/path.js';
import { awsStoreProblems } from '../../shared/aws-weights-judge.js';
import type { WeightsJudge } from '../../shared/host-judge.js';
import type { AwsFleetHost } from '../schema.js';
import { servesNext } from './served-version.js';

/** Weights that nodes fetch at their start. What their script proves is reviewed (supply-chain/reviewed-script), for the model that they serve. */
export const weights: WeightsJudge<AwsFleetHost> = {
  *kept(stored) {
    const { topology, id, host, all } = stored;
    const nodes = stacksOfHost(topology, id, all)
      .flatMap(({ resources }) => resources)
      .filter(({ type }) => type === 'AWS::EC2::LaunchTemplate');
    for (const resource of nodes) {
      // The nodes of a transition serve the next model.
      if (host.transition === undefined || servesNext(resource) !== undefined) continue;
      const message = `No service of the cluster of ${resource.id} says which model its nodes serve. Allowed: those of one version of the transition.`;
      yield { path: pathOf('hosts', id, 'transition'), resource, message };
    }
    yield* awsStoreProblems(stored);
  },
  quantized: 'at load',
  loaded: ({ host: { model, transition } }, resource) => (servesNext(resource) === true ? (transition?.next ?? model) : model),
};
