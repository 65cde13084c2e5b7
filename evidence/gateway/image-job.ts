import { imageRegistry } from '../../derived/image-registry.js';
import { imageAssetPrefix } from '../../derived/names.js';
import type { Topology } from '../../topology/schema/topology.js';
import { buildJobForm, plain, readableJob } from '../containers/build-job.js';
import { Allowed, any, differences, type Form } from '../expected/differences.js';
import { refersTo } from '../expected/references.js';
import type { Problem } from '../synthesized/problem.js';
import { renderedText } from '../synthesized/rendered-text.js';
import { type Resource, record, type SynthesizedStack } from '../synthesized/stack.js';

/** How the job that builds images in a region, and where it puts them, differ from those of the topology. */
export function* imageJobDifferences(stack: SynthesizedStack, topology: Topology): Iterable<Problem> {
  const of = (type: string) => stack.resources.filter((resource) => resource.type === type);
  const jobs = of('AWS::CodeBuild::Project');
  if (jobs.length !== 1) yield { stack, message: `${stack.name} has ${jobs.length} jobs. Allowed: one.` };
  for (const resource of jobs)
    for (const message of differences(jobForm(stack, topology), readableJob(resource))) yield { resource, message: `${resource.id} ${message}` };
  const wanted = Object.values(imageRegistry(topology, stack.region ?? '')?.repositories ?? {});
  const repositories = of('AWS::ECR::Repository');
  const named = repositories.map(({ properties }) => renderedText(properties['RepositoryName'] ?? 'none'));
  if ([...named].sort().join() !== [...wanted].sort().join())
    yield { stack, message: `${stack.name} has the repositories ${named.join(', ') || 'none'}. Allowed: ${wanted.join(', ')}.` };
  for (const resource of repositories)
    for (const message of differences(repositoryForm(stack), kept(resource))) yield { resource, message: `${resource.id} ${message}` };
}

function jobForm(stack: SynthesizedStack, topology: Topology): Form {
  return buildJobForm(stack, {
    image: topology.gateway.images?.builder ?? '',
    // What the script does is reviewed: supply-chain/reviewed-script.
    source: { Type: 'NO_SOURCE', BuildSpec: any },
    computeType: 'BUILD_GENERAL1_SMALL',
    variables: variables(stack, topology),
  });
}

function variables(stack: SynthesizedStack, topology: Topology): Form {
  const { base = '', envoy = '' } = topology.gateway.images ?? {};
  const registry = imageRegistry(topology, stack.region ?? '');
  const [key, sha256] = archiveOf(stack, topology) ?? ['none: there is no archive beside the template', 'none: there is no archive beside the template'];
  const signing = new Allowed('Arn of the key of the stack that signs', (text) =>
    stack.resources.some(({ type, id, properties }) => type === 'AWS::KMS::Key' && properties['KeyUsage'] === 'SIGN_VERIFY' && text === `\${${id}.Arn}`),
  );
  return {
    BASE: plain(base),
    ENVOY: plain(envoy),
    REGISTRY: plain(registry?.host ?? 'none'),
    ENVOY_REPOSITORY: plain(registry?.repositories.envoy ?? 'none'),
    PROCESSES_REPOSITORY: plain(registry?.repositories.processes ?? 'none'),
    CONTEXT_BUCKET: plain(new Allowed('the bucket of assets of this account and region', (text) => text.endsWith(`-assets-${stack.account}-${stack.region}`))),
    CONTEXT_KEY: plain(key),
    CONTEXT_SHA256: plain(sha256),
    // The job puts it into a label, and what is recorded is held to the programs of this version.
    PROGRAMS: plain(new Allowed('64 hex digits', (text) => /^[0-9a-f]{64}$/.test(text))),
    SIGNING_KEY: plain(signing),
    WORK: plain('/tmp/image/work'),
  };
}

/** The one archive beside a template, by the name of its object and its own digest. */
function archiveOf({ assets = {} }: SynthesizedStack, { name }: Topology): readonly [key: string, sha256: string] | undefined {
  const found = Object.entries(assets).filter(([key]) => key.startsWith(imageAssetPrefix(name)) && key.endsWith('.tar'));
  const [[key, asset] = []] = found;
  const [sha256] = Object.values(asset?.files ?? {});
  return found.length === 1 && key !== undefined && sha256 !== undefined ? [key, sha256] : undefined;
}

/** What keeps images as they came in. Who may pull and push is a reviewed form: identity/principals. */
function repositoryForm(stack: SynthesizedStack): Form {
  return {
    ImageTagMutability: 'IMMUTABLE',
    ImageScanningConfiguration: { ScanOnPush: true },
    EncryptionConfiguration: { EncryptionType: 'KMS', KmsKey: refersTo(stack, 'AWS::KMS::Key', 'Arn') },
    EmptyOnDelete: false,
  };
}

function kept({ properties }: Resource): Record<string, unknown> {
  const { RepositoryName: _name, RepositoryPolicyText: _policy, LifecyclePolicy: _lifecycle, Tags: _tags, ...rest } = record(properties);
  return rest;
}
