import { parameterName } from '../../derived/names.js';
import { storedPrecision } from '../../derived/stored-precision.js';
import { ingestRoleArn, weightsPlaces, weightsRegions } from '../../derived/supply.js';
import { existingBucket } from '../../derived/weights-buckets.js';
import { servesNext } from '../../evidence/containers/served-version.js';
import { stacksOfHost } from '../../evidence/synthesized/host-of-resource.js';
import type { SynthesizedStack } from '../../evidence/synthesized/stack.js';
import { googleStoreProblems, googleWriterProblems } from '../../evidence/weights/google-store.js';
import { importProblems } from '../../evidence/weights/imports.js';
import { jobProblems } from '../../evidence/weights/ingest-jobs.js';
import { isIngestStack, tenantOfIngest } from '../../evidence/weights/ingest-stack.js';
import { bucketProblem, signingKeyProblem } from '../../evidence/weights/store.js';
import { writerProblems } from '../../evidence/weights/writers.js';
import { approvedManifest, manifestDigest } from '../../facts/weights.js';
import type { BedrockImportHost } from '../../hosts/bedrock-import/schema.js';
import { formOf, servedModels } from '../../hosts/schemas.js';
import { hostsOf } from '../../hosts/select.js';
import type { AwsFleetHost } from '../../hosts/self-hosted-aws/schema.js';
import { pathOf } from '../../topology/path.js';
import type { Topology } from '../../topology/schema/topology.js';
import { entity, sortedEntries } from '../../topology/views.js';
import type { Rule, Violation } from '../rule.js';

export const rule: Rule = {
  id: 'supply-chain/weights-verified',
  severity: 'fatal',
  title: 'Nodes serve and imports take only weights whose signed manifest was approved, from a bucket that keeps every version.',
  why: 'Weights are a program that no person can read. Anyone who can change a file in the bucket, or the commit behind a name, changes what every workload is answered, and a pickle among them runs code on the node.',
  fix: 'Approve the files of one commit with "blueprint weights approve" (docs/runbooks/weights.md), name commit and digest of its manifest in models.<id>.weights, and leave the verification at node start and before an import and the lock of the weights bucket as they are emitted.',
  source: 'docs/runbooks/weights.md',

  *topology({ topology }) {
    for (const [id, host] of sortedEntries(topology.hosts).filter(([, entry]) => formOf(entry).weights !== 'none')) {
      for (const model of new Set(servedModels(host))) {
        const problem = approvalProblem(topology, model);
        if (problem !== undefined) yield { path: pathOf('models', model, 'weights'), message: `${id} serves ${model}, ${problem}` };
      }
    }
    const [, ingest] = /^arn:[^:]+:iam::(\d{12}):/.exec(topology.weights.ingestRole ?? '') ?? [];
    const own = Object.entries(topology.accounts.aws).find(([alias, { id }]) => id === ingest && servesWeights(topology, alias));
    if (own !== undefined) {
      yield {
        path: pathOf('weights', 'ingestRole'),
        message: `The role is in account ${own[0]}, whose nodes serve the weights. Allowed: a role of another account, because ingest needs a way to the internet.`,
      };
    }
    const [, supplier] = /@([^.]+)\./.exec(topology.weights.ingestServiceAccount ?? '') ?? [];
    const serving = hostsOf(topology, 'self-hosted-google').find(([, { account }]) => entity(topology.accounts.google, account).project === supplier);
    if (serving !== undefined) {
      yield {
        path: pathOf('weights', 'ingestServiceAccount'),
        message: `The service account is of project ${supplier}, where ${serving[0]} serves. Allowed: one of another project, because ingest needs a way to the internet.`,
      };
    }
    yield* regionProblems(topology);
    const tenant = tenantOfIngest(topology);
    if (tenant === undefined) return;
    yield {
      path: pathOf('weights', 'ingest', 'account'),
      message: `${tenant} is in the account of the ingest job. Allowed: an account of its own, because ingest needs a way to the internet.`,
    };
  },

  *terraform(stacks, { topology }) {
    for (const [, host] of hostsOf(topology, 'self-hosted-google')) {
      for (const problem of googleStoreProblems(stacks, topology, host)) yield { path: pathOf('models', host.model, 'weights'), ...problem };
      for (const problem of googleWriterProblems(stacks, topology, host)) yield { path: pathOf('weights', 'ingestServiceAccount'), ...problem };
    }
  },

  *aws(stacks, { topology }) {
    for (const [id, host] of hostsOf(topology, 'self-hosted-aws')) yield* judgeFleet(stacks, topology, id, host);
    for (const [id, host] of hostsOf(topology, 'bedrock-import')) {
      for (const problem of importProblems(stacks, topology, id, host)) yield { path: pathOf('models', host.model, 'weights'), ...problem };
      yield* judgeStore(stacks, topology, host);
    }
    for (const stack of stacks.filter((one) => isIngestStack(topology, one))) {
      for (const problem of jobProblems(stack, topology)) yield { path: pathOf('weights', 'ingest'), ...problem };
    }
  },
};

function servesWeights(topology: Topology, account: string): boolean {
  return weightsPlaces(topology, 'aws').some((place) => place.account === account);
}

/** Each region with weights has a job beside it, because uploads do not leave their region. */
function* regionProblems(topology: Topology): Iterable<Violation> {
  const { ingest } = topology.weights;
  if (ingest === undefined) return;
  const path = pathOf('weights', 'ingest', 'regions');
  const fix = 'Give weights.ingest.regions an entry for each region with fleets or imported models, and for no other.';
  const regions = weightsRegions(topology);
  for (const region of regions.filter((one) => ingest.regions[one] === undefined)) {
    yield {
      path,
      message: `Weights are served in ${region}, into which no job brings weights. Given: ${Object.keys(ingest.regions).sort().join(', ') || 'none'}.`,
      fix,
    };
  }
  for (const region of Object.keys(ingest.regions).filter((one) => !regions.includes(one))) {
    yield {
      path: pathOf('weights', 'ingest', 'regions', region),
      message: `A job is declared for ${region}, where nothing serves weights. Allowed: ${regions.join(', ') || 'none'}.`,
      fix,
    };
  }
}

function approvalProblem(topology: Topology, id: string): string | undefined {
  const model = entity(topology.models, id);
  const { release, weights } = model;
  const precision = storedPrecision(model);
  if (weights === undefined) return 'whose weights the topology does not name. Needed: source, repository, commit and manifest.';
  const approved = approvedManifest(release, precision, weights.commit);
  if (approved === undefined)
    return topology.example ? undefined : `whose weights are not approved: facts/weights/ has no manifest of ${release} ${precision} ${weights.commit}.`;
  const digest = manifestDigest(approved);
  return digest === weights.manifest ? undefined : `whose manifest is given as ${weights.manifest}. Allowed: ${digest}, which ${approved.approvedBy} approved.`;
}

function* judgeFleet(stacks: readonly SynthesizedStack[], topology: Topology, id: string, host: AwsFleetHost): Iterable<Violation> {
  const nodes = stacksOfHost(topology, id, stacks)
    .flatMap(({ resources }) => resources)
    .filter(({ type }) => type === 'AWS::EC2::LaunchTemplate');
  for (const resource of nodes) {
    // The nodes of a transition serve the next model. What their script proves is reviewed (supply-chain/reviewed-script), for the model that they serve.
    if (host.transition === undefined || servesNext(resource) !== undefined) continue;
    const message = `No service of the cluster of ${resource.id} says which model its nodes serve. Allowed: those of one version of the transition.`;
    yield { path: pathOf('hosts', id, 'transition'), resource, message };
  }
  yield* judgeStore(stacks, topology, host);
}

function* judgeStore(
  stacks: readonly SynthesizedStack[],
  topology: Topology,
  host: Pick<BedrockImportHost, 'account' | 'region' | 'model'>,
): Iterable<Violation> {
  const parameter = (name: string) => parameterName(topology.name, 'weights', name);
  const account = entity(topology.accounts.aws, host.account).id;
  const here = stacks.filter((stack) => stack.account === account && stack.region === host.region);
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
