import { fineTunes, servedAnywhere } from '../../derived/fine-tunes.js';
import { provenanceProblem } from '../../derived/provenance-problem.js';
import { nextAdapters } from '../../derived/served-adapters.js';
import { storedPrecision } from '../../derived/stored-precision.js';
import { programsOf } from '../../evidence/scripts/programs.js';
import { hostOfResource } from '../../evidence/synthesized/host-of-resource.js';
import { dig, type Resource } from '../../evidence/synthesized/stack.js';
import { approvedManifest } from '../../facts/weights.js';
import { judgeOf } from '../../hosts/judges.js';
import { isFleet, type SelfHostedHost } from '../../hosts/schemas.js';
import type { DeclaredHost } from '../../hosts/shared/host-judge.js';
import { pathOf } from '../../topology/path.js';
import type { Topology } from '../../topology/schema/topology.js';
import { entity } from '../../topology/views.js';
import type { Rule } from '../rule.js';

export const rule: Rule = {
  id: 'supply-chain/fine-tune-provenance',
  severity: 'fatal',
  title: 'A fine-tune has a signed statement of what it was made from, which agrees with the topology, and nodes and imports check it before it serves.',
  why: 'Nobody can read from weights which base, data and run they came from. Without a statement that the weights’ key signs, an approval of the data speaks of a model that nobody can tell from another one.',
  fix: 'Run "blueprint weights provenance" on the files, commit what it writes with them, approve that commit, and name the digest that it prints in models.<id>.fineTune.provenance (docs/runbooks/fine-tuned-model.md).',
  source: 'in-toto Attestation Framework, Statement v1; SLSA v1.0, provenance; docs/fine-tune-provenance.md',

  *topology({ topology }) {
    const served = servedAnywhere(topology);
    for (const { id, model } of fineTunes(topology)) {
      // Whether what is served is approved at all is asked by supply-chain/weights-verified, which spares examples.
      const problem = provenanceProblem(topology, id, approvedManifest(model.release, storedPrecision(model), model.weights?.commit));
      if (problem === undefined) continue;
      yield { path: pathOf('models', id, problem.field), message: `${problem.message}${served.has(id) ? '' : ' Nothing serves it yet.'}` };
    }
  },

  *resource(resource, { topology }) {
    const [id, host] = hostOfResource(topology, resource) ?? [];
    if (id === undefined || host === undefined) return;
    const told = isFleet(host) ? nodeProblems({ topology, id, host }, resource) : importProblems(topology, host.model, resource);
    for (const message of told) yield { path: pathOf('hosts', id), resource, message: `${resource.id} ${message}` };
  },
};

/** What the script of a node is told of fine-tunes that its servers load. */
function* nodeProblems(declared: DeclaredHost<SelfHostedHost>, resource: Resource): Iterable<string> {
  const { topology, host } = declared;
  const { weights } = judgeOf(host);
  if (weights === 'none') return;
  for (const { text } of programsOf(resource)) {
    const told = (name: string) => new RegExp(`^export ${name}="([^"]*)"$`, 'm').exec(text)?.[1];
    // Only what fetches weights is told of a manifest; whether that is the reviewed script, supply-chain/reviewed-script asks.
    if (told('MANIFEST_SHA256') === undefined) continue;
    const loaded = weights.loaded(declared, resource);
    const adapters = loaded === host.model ? host.adapters : nextAdapters(host);
    const proven = { [loaded]: told('PROVENANCE_SHA256'), ...adapterDigests(told('ADAPTERS') ?? '') };
    for (const id of [loaded, ...Object.keys(adapters)].sort()) {
      const wanted = entity(topology.models, id).fineTune?.provenance?.slice('sha256:'.length);
      if (wanted !== undefined && proven[id] !== wanted)
        yield `has its nodes check ${proven[id] ?? 'no provenance'} for ${id}. Allowed: ${wanted}, as models.${id}.fineTune says.`;
    }
  }
}

/** Digest of the provenance of each adapter in a setting of the node script. */
function adapterDigests(setting: string): Record<string, string | undefined> {
  return Object.fromEntries(setting.split(' ').map((entry) => [entry.split(',')[0] ?? '', entry.split(',')[3]]));
}

function* importProblems(topology: Topology, model: string, resource: Resource): Iterable<string> {
  const wanted = entity(topology.models, model).fineTune?.provenance?.slice('sha256:'.length);
  if (wanted === undefined || resource.type !== 'Custom::BedrockImportedModel') return;
  const told = dig(resource.properties, 'Weights', 'ProvenanceSha256');
  if (told !== wanted) yield `has the import check ${String(told ?? 'no provenance')} for ${model}. Allowed: ${wanted}, as models.${model}.fineTune says.`;
}
