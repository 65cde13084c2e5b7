import { signingAlias, weightsPrefix } from '../../derived/names.js';
import { weightsPlaces } from '../../derived/supply.js';
import { awsWeightsBucket } from '../../derived/weights-buckets.js';
import type { Topology } from '../../topology/schema/topology.js';
import { entity } from '../../topology/views.js';
import { buildJobForm, plain, readableJob } from '../containers/build-job.js';
import { Allowed, any, differences, type Form, optional } from '../expected/differences.js';
import { refersTo } from '../expected/references.js';
import type { Problem } from '../synthesized/problem.js';
import { renderedText } from '../synthesized/rendered-text.js';
import type { SynthesizedStack } from '../synthesized/stack.js';

/** How the jobs that bring weights into a region differ from those of the topology: one for each model of each account there. */
export function* ingestDifferences(stack: SynthesizedStack, topology: Topology): Iterable<Problem> {
  const jobs = stack.resources.filter(({ type }) => type === 'AWS::CodeBuild::Project');
  const wanted = weightsPlaces(topology, 'aws')
    .filter(({ region }) => region === stack.region)
    .flatMap(({ account, models }) => models.map((model) => ({ account, model })));
  if (jobs.length !== wanted.length)
    yield { stack, message: `${stack.name} has ${jobs.length} jobs. Allowed: ${wanted.length}, one for each model of each account.` };
  for (const resource of jobs) {
    const own = wanted.find(({ account, model }) => resource.properties['Description'] === `Brings the weights of ${model} to ${account}`);
    if (own === undefined)
      yield { resource, message: `${resource.id} is no job of the topology: ${renderedText(resource.properties['Description'] ?? 'without a description')}.` };
    else for (const message of differences(jobForm(stack, topology, own), readableJob(resource))) yield { resource, message: `${resource.id} ${message}` };
  }
}

function jobForm(stack: SynthesizedStack, topology: Topology, job: { readonly account: string; readonly model: string }): Form {
  return buildJobForm(stack, {
    image: topology.weights.ingest?.image ?? '',
    // What the script does is judged by supply-chain/weights-verified.
    source: { Type: any, BuildSpec: any },
    // Judged by capacity/ingest-disk.
    computeType: any,
    variables: variables(stack, topology, job),
  });
}

/** The proxy that exists is the only one that the job may have. */
function proxied({ existing }: Topology, region: string): Record<string, Form> {
  const proxy = existing.ingestProxies[region];
  if (proxy === undefined) return {};
  return {
    HTTPS_PROXY: plain(`http://${proxy.name}:${proxy.port}`),
    NO_PROXY: plain('.${AWS::URLSuffix},169.254.169.254,169.254.170.2,localhost'),
  };
}

function variables(stack: SynthesizedStack, topology: Topology, { account, model: id }: { readonly account: string; readonly model: string }): Form {
  const { region = '' } = stack;
  const { id: number, partition } = entity(topology.accounts.aws, account);
  // Judged by supply-chain/weights-verified, where they have to be those of the model.
  const judged = Object.fromEntries(['SOURCE', 'REPOSITORY', 'COMMIT', 'MANIFEST_SHA256'].map((name) => [name, plain(any)]));
  return {
    ...judged,
    MODEL: plain(id),
    MANIFEST: plain('/tmp/ingest/MANIFEST.sha256'),
    NOTICE: plain('/tmp/ingest/NOTICE'),
    WORK: plain('/tmp/ingest/work'),
    LARGEST_FILE: plain(new Allowed('a number of bytes', (text) => /^\d+$/.test(text))),
    WEIGHTS_BUCKET: plain(awsWeightsBucket(topology, account, region)),
    WEIGHTS_PREFIX: plain(weightsPrefix(entity(topology.models, id))),
    WEIGHTS_SIGNING_KEY: plain(`arn:${partition}:kms:${region}:${number}:${signingAlias(topology.name, topology.weights.signingKeyGeneration)}`),
    ...proxied(topology, region),
    HF_TOKEN: { Type: any, Value: refersTo(stack, 'AWS::SecretsManager::Secret') },
    // Judged by supply-chain/weights-verified.
    ...Object.fromEntries(['BASH_ENV', 'HF_ENDPOINT', 'LD_PRELOAD', 'PATH'].map((name) => [name, optional(any)])),
  };
}
