import { signingAlias, weightsPrefix } from '../../derived/names.js';
import { weightsPlaces } from '../../derived/supply.js';
import { awsWeightsBucket } from '../../derived/weights-buckets.js';
import type { Topology } from '../../topology/schema/topology.js';
import { entity } from '../../topology/views.js';
import { variablesOf } from '../containers/command-line.js';
import { Allowed, any, differences, type Form, optional } from '../expected/differences.js';
import { refersTo } from '../expected/references.js';
import type { Problem } from '../synthesized/problem.js';
import { renderedText } from '../synthesized/rendered-text.js';
import { blocks, dig, type Resource, type SynthesizedStack } from '../synthesized/stack.js';

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
    else for (const message of differences(jobForm(resource, topology, own), readable(resource))) yield { resource, message: `${resource.id} ${message}` };
  }
}

function readable({ properties }: Resource): Record<string, unknown> {
  const { Environment: environment } = properties;
  const variables = blocks(dig(environment, 'EnvironmentVariables')).map(({ Name, ...more }): [string, unknown] => [renderedText(Name ?? ''), more]);
  return { ...properties, Environment: { ...(environment as object), EnvironmentVariables: variablesOf(variables) } };
}

function jobForm({ stack }: Resource, topology: Topology, job: { readonly account: string; readonly model: string }): Form {
  const image = topology.weights.ingest?.image ?? '';
  const [name = image, digest] = image.split('@');
  const pinned = digest === undefined ? name : `${name.split(':')[0]}@${digest}`;
  const full = /^\d{12}\.dkr\.ecr\./.test(image) ? pinned : `${stack.account}.dkr.ecr.${stack.region}.\${AWS::URLSuffix}/${pinned}`;
  return {
    Description: any,
    // What the script does is judged by supply-chain/weights-verified.
    Source: { Type: any, BuildSpec: any },
    Artifacts: { Type: 'NO_ARTIFACTS' },
    Environment: {
      Type: 'LINUX_CONTAINER',
      // Judged by capacity/ingest-disk.
      ComputeType: any,
      Image: new Allowed(full, (text) => text === full || !/@sha256:[0-9a-f]{64}$/.test(text)),
      ImagePullCredentialsType: 'SERVICE_ROLE',
      PrivilegedMode: false,
      EnvironmentVariables: variables(stack, topology, job),
    },
    ServiceRole: refersTo(stack, 'AWS::IAM::Role', 'Arn'),
    EncryptionKey: refersTo(stack, 'AWS::KMS::Key', 'Arn'),
    VpcConfig: {
      VpcId: refersTo(stack, 'AWS::EC2::VPC'),
      Subnets: [refersTo(stack, 'AWS::EC2::Subnet')],
      SecurityGroupIds: [refersTo(stack, 'AWS::EC2::SecurityGroup', 'GroupId')],
    },
    LogsConfig: { CloudWatchLogs: { Status: 'ENABLED', GroupName: refersTo(stack, 'AWS::Logs::LogGroup') } },
    ConcurrentBuildLimit: 1,
    TimeoutInMinutes: any,
    QueuedTimeoutInMinutes: any,
    Visibility: 'PRIVATE',
    Tags: optional(any),
  };
}

/** The proxy that exists is the only one that the job may have. */
function proxied({ existing }: Topology, region: string): Record<string, Form> {
  const proxy = existing.ingestProxies[region];
  if (proxy === undefined) return {};
  return {
    HTTPS_PROXY: { Type: 'PLAINTEXT', Value: `http://${proxy.name}:${proxy.port}` },
    NO_PROXY: { Type: 'PLAINTEXT', Value: '.${AWS::URLSuffix},169.254.169.254,169.254.170.2,localhost' },
  };
}

function variables(stack: SynthesizedStack, topology: Topology, { account, model: id }: { readonly account: string; readonly model: string }): Form {
  const { region = '' } = stack;
  const { id: number, partition } = entity(topology.accounts.aws, account);
  const plain = (value: Form): Form => ({ Type: 'PLAINTEXT', Value: value });
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
