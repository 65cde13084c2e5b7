import { parameterName } from '../../derived/names.js';
import { ingestRoleArn } from '../../derived/supply.js';
import { existingBucket } from '../../derived/weights-buckets.js';
import type { Problem } from '../../evidence/synthesized/problem.js';
import { bucketProblem, signingKeyProblem } from '../../evidence/weights/store.js';
import { writerProblems } from '../../evidence/weights/writers.js';
import { pathOf } from '../../topology/path.js';
import { entity } from '../../topology/views.js';
import type { DeclaredProblem, StoredHost } from './host-judge.js';

/** How the bucket and keys of an account and region differ from what keeps weights as they were approved. */
export function* awsStoreProblems({
  topology,
  host,
  all,
}: StoredHost<{ readonly account: string; readonly region: string; readonly model: string }>): Iterable<DeclaredProblem & Problem> {
  const parameter = (name: string) => parameterName(topology.name, 'weights', name);
  const account = entity(topology.accounts.aws, host.account).id;
  const here = all.filter((stack) => stack.account === account && stack.region === host.region);
  // Weights that are stored elsewhere are judged there, if at all: nothing here says which bucket holds them.
  // How a bucket that exists keeps them, its approval says.
  const kept = existingBucket(topology, 'aws', host.account, host.region) === undefined ? bucketProblem(here, parameter('bucket')) : undefined;
  for (const problem of [kept, signingKeyProblem(here, parameter('signing-key-arn'))]) {
    if (problem !== undefined) yield { path: pathOf('models', host.model, 'weights'), ...problem };
  }
  const role = ingestRoleArn(topology, host.region);
  const path = topology.weights.ingest === undefined ? pathOf('weights', 'ingestRole') : pathOf('weights', 'ingest');
  if (role !== undefined) for (const problem of writerProblems(here, role)) yield { path, ...problem };
}
