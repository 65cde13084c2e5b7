import type { Cloud } from '../../clouds/cloud.js';
import { storedPrecision } from '../../derived/stored-precision.js';
import { weightsPlaces, weightsRegions } from '../../derived/supply.js';
import type { SynthesizedStack } from '../../evidence/synthesized/stack.js';
import { jobProblems } from '../../evidence/weights/ingest-jobs.js';
import { isIngestStack, tenantOfIngest } from '../../evidence/weights/ingest-stack.js';
import { approvedManifest, manifestDigest } from '../../facts/weights.js';
import { judgeOf } from '../../hosts/judges.js';
import { cloudOf, formOf, servedModels } from '../../hosts/schemas.js';
import { hostsOn } from '../../hosts/select.js';
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
      if (judgeOf(host).weights === 'none')
        yield { path: pathOf('hosts', id, 'kind'), message: `What keeps the weights of ${host.kind} is not known: nothing judges it.` };
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
    const serving = hostsOn(topology, 'google').find(
      ([, host]) => formOf(host).weights === 'google' && entity(topology.accounts.google, host.account).project === supplier,
    );
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
    for (const cloud of ['google', 'azure'] as const) yield* kept(topology, stacks, cloud);
  },

  *aws(stacks, { topology }) {
    yield* kept(topology, stacks, 'aws');
    for (const stack of stacks.filter((one) => isIngestStack(topology, one))) {
      for (const problem of jobProblems(stack, topology)) yield { path: pathOf('weights', 'ingest'), ...problem };
    }
  },
};

/** Hosts on a cloud that serve weights of the topology's own, as their kinds judge them. */
function* kept(topology: Topology, stacks: readonly SynthesizedStack[], cloud: Cloud): Iterable<Violation> {
  for (const [id, host] of sortedEntries(topology.hosts)) {
    const { weights } = judgeOf(host);
    if (cloudOf(host) === cloud && weights !== 'none') yield* weights.kept({ topology, id, host, all: stacks });
  }
}

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
