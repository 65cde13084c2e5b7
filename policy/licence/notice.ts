import { acceptancesOf } from '../../derived/accepted-licences.js';
import { licensedModels } from '../../derived/licensed-models.js';
import { storedPrecision } from '../../derived/stored-precision.js';
import { isIngestStack } from '../../evidence/weights/ingest-stack.js';
import { licenceTextProblems, modelOfJob, textsOfJob } from '../../evidence/weights/licence-texts.js';
import { cited, licenceFacts } from '../../facts/licences.js';
import { licenceOf } from '../../facts/models.js';
import { approvedManifest, noticeText } from '../../facts/weights.js';
import { pathOf } from '../../topology/path.js';
import type { Topology } from '../../topology/schema/topology.js';
import { entity } from '../../topology/views.js';
import type { Rule } from '../rule.js';

export const rule: Rule = {
  id: 'licence/notice',
  severity: 'error',
  title: 'Beside every copy of weights are the licence and the use policy that were accepted, and the notice that the licence prescribes.',
  why: 'Whoever gets a copy gets the licence with it, and the notice: each bucket and node that has the weights without them is a breach. A text with another digest than the accepted one is a licence that nobody here has read.',
  fix: 'Have the texts of this commit read and accepted ("blueprint licence accept" prints the entry for licence.accepted), or approve a commit that has the accepted ones. NOTICE is written by "blueprint weights approve" and by the ingest job.',
  source: 'Llama Community License Agreements, versions 2 to 4, clauses 1.b.i, 1.b.iii and 1.b.iv',

  *topology({ topology, asOf }) {
    for (const id of new Set(licensedModels(topology).map(({ model }) => model))) {
      const model = entity(topology.models, id);
      const approved = approvedManifest(model.release, storedPrecision(model), model.weights?.commit);
      // Weights without an approval are refused by supply-chain/weights-verified.
      if (approved === undefined) continue;
      const digests = new Map(approved.files.map(({ name, sha256 }) => [name, sha256]));
      for (const problem of problemsOf(topology, model.release, digests, asOf)) {
        yield { path: pathOf('models', id, 'weights', 'manifest'), message: `What ${approved.approvedBy} approved for ${model.release} ${problem}` };
      }
    }
  },

  *aws(stacks, { topology, asOf }) {
    for (const stack of stacks.filter((one) => isIngestStack(topology, one))) {
      for (const resource of stack.resources.filter(({ type }) => type === 'AWS::CodeBuild::Project')) {
        const model = topology.models[modelOfJob(resource)];
        // A job for no model of the topology is refused by supply-chain/weights-verified.
        if (model === undefined) continue;
        const { manifest, notice } = textsOfJob(resource);
        const allowed = noticeText(model.release);
        const place = { path: pathOf('weights', 'ingest'), resource };
        if (notice !== allowed) {
          const received = notice === undefined ? 'no NOTICE' : `NOTICE "${notice.trim()}"`;
          yield { ...place, message: `Job ${resource.id} brings ${received}. Allowed: "${allowed.trim()}". ${cited(licenceOf(model.release), 'notice')}.` };
        }
        // Empty where nobody has approved anything yet: the job refuses it, because it has another digest.
        if (manifest?.size === 0) continue;
        for (const problem of problemsOf(topology, model.release, manifest ?? new Map(), asOf)) {
          yield { ...place, message: `The manifest of job ${resource.id} ${problem}` };
        }
      }
    }
  },
};

/** Without an acceptance there is nothing to compare with, and licence/accepted refuses the host. */
function problemsOf(topology: Topology, release: string, digests: ReadonlyMap<string, string>, asOf: string): Iterable<string> {
  const { inForce } = acceptancesOf(topology, licenceFacts(licenceOf(release)), asOf);
  return inForce.length === 0 ? [] : licenceTextProblems(release, digests, inForce);
}
