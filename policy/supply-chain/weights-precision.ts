import { heldWeights } from '../../derived/held-weights.js';
import { containersOf, runsVllm } from '../../evidence/containers/containers.js';
import { optionsThatChangePrecision, quantizationsIn } from '../../evidence/containers/precision-options.js';
import { hostOfResource } from '../../evidence/synthesized/host-of-resource.js';
import type { Resource } from '../../evidence/synthesized/stack.js';
import { loadQuantization, repositoriesOf } from '../../facts/checkpoints.js';
import { judgeOf } from '../../hosts/judges.js';
import { type Host, servedModels } from '../../hosts/schemas.js';
import type { DeclaredHost } from '../../hosts/shared/host-judge.js';
import { pathOf } from '../../topology/path.js';
import type { Model } from '../../topology/schema/models.js';
import type { Topology } from '../../topology/schema/topology.js';
import { entity, sortedEntries } from '../../topology/views.js';
import type { Rule, RuleContext, Violation } from '../rule.js';

const noChange = 'Leave weights.quantization out, or name a repository whose weights are not quantized.';

export const rule: Rule = {
  id: 'supply-chain/weights-precision',
  severity: 'error',
  title: 'The repository of a model holds that release in that precision, or the engine is configured to quantize what it holds.',
  why: 'Nothing converts weights on their way to a node. A BF16 repository under `precision: fp8` takes twice the memory that the fleet was sized with: replicas run out of it or keep hardly any cache. Weights of another release answer under a name that was never evaluated.',
  fix: 'Name a repository that facts/checkpoints.yaml lists for the release and precision, or declare weights.quantization, which vLLM then does while it loads.',
  source: 'facts/checkpoints.yaml; vLLM, Online Quantization',

  *topology(context) {
    const { topology } = context;
    for (const [id, model] of sortedEntries(topology.models)) yield* modelProblems(context, id, model);
    for (const [id, host] of sortedEntries(topology.hosts)) yield* neverQuantized(topology, id, host);
  },

  *resource(resource, { topology }) {
    const [id, host] = hostOfResource(topology, resource) ?? [];
    if (id === undefined || host === undefined) return;
    const wanted = expectedQuantization({ topology, id, host }, resource);
    for (const container of containersOf(resource).filter(runsVllm)) {
      const told = quantizationsIn(container.arguments).join(' and ') || 'nothing';
      if (told !== wanted) {
        yield {
          path: resource.origin,
          resource,
          message: `${container.name} tells vLLM --quantization ${told}. Allowed: ${wanted}, as models and their weights say.`,
          fix: 'Declare it in models.<id>.weights.quantization; the output follows.',
        };
      }
      for (const { name, value } of optionsThatChangePrecision(container.arguments)) {
        yield {
          path: resource.origin,
          resource,
          message: `${container.name} sets ${name} ${value}, which can change the precision of the weights. Allowed: not set.`,
          fix: 'Remove the option; models.<id>.precision says what is served.',
        };
      }
    }
  },
};

function* modelProblems({ topology, asOf }: RuleContext, id: string, model: Model): Iterable<Violation> {
  const { release, precision, weights } = model;
  if (weights === undefined) return;
  const { repository } = weights;
  const held = heldWeights(topology, id, repository, asOf);
  if (held === undefined) {
    yield {
      path: pathOf('models', id, 'weights', 'repository'),
      message: `Neither facts nor an approval in force say what ${repository} holds. Known for ${release} in ${precision}: ${known(release, precision)}.`,
      fix: `Name a known repository, or add this one to facts/checkpoints.yaml with its source. For a fine-tune or mirror of your own, record an approval of kind checkpoint with subject models.${id} whose checkpoint names repository, release and precision.`,
    };
    return;
  }
  if (held.release !== release) {
    yield {
      path: pathOf('models', id, 'weights', 'repository'),
      message: `${repository} holds ${held.release}; the model says ${release}. Known for ${release} in ${precision}: ${known(release, precision)}.`,
    };
    return;
  }
  yield* precisionProblems(id, model, held.precision);
}

function* precisionProblems(id: string, { release, precision, weights }: Model, stored: string): Iterable<Violation> {
  const repository = weights?.repository;
  if (weights?.quantization === undefined) {
    if (stored === precision) return;
    const possible = loadQuantization(precision);
    yield {
      path: pathOf('models', id, 'weights', 'repository'),
      message: `${repository} holds ${release} in ${stored}; the model says ${precision}. Known in ${precision}: ${known(release, precision)}.`,
      ...(possible?.from === stored && { fix: `Name one of these, or add \`quantization: ${possible.argument}\` to models.${id}.weights.` }),
    };
    return;
  }
  const { quantization } = weights;
  const from = loadQuantization(quantization)?.from;
  if (precision !== quantization) {
    yield {
      path: pathOf('models', id, 'weights', 'quantization'),
      message: `Weights quantized to ${quantization} under precision ${precision}. Allowed: ${precision === from ? 'no quantization' : precision}.`,
      fix: noChange,
    };
  } else if (stored !== from) {
    yield {
      path: pathOf('models', id, 'weights', 'quantization'),
      message: `${repository} holds ${stored} weights; vLLM quantizes ${from} to ${quantization}. Allowed: no quantization.`,
      fix: noChange,
    };
  }
}

function known(release: string, precision: Model['precision']): string {
  return repositoriesOf(release, precision).join(', ') || 'none';
}

/** Models whose weights are declared to be quantized at load where nothing does that. */
function* neverQuantized(topology: Topology, id: string, host: Host): Iterable<Violation> {
  const { weights } = judgeOf(host);
  if (weights === 'none' || weights.quantized === 'at load') return;
  for (const model of servedModels(host)) {
    if (entity(topology.models, model).weights?.quantization === undefined) continue;
    yield {
      path: pathOf('models', model, 'weights', 'quantization'),
      message: `${id} serves ${model}, and ${weights.quantized.never}. Allowed: no quantization.`,
      fix: 'Give this model an entry of its own under models, in the precision of its repository.',
    };
  }
}

/** What vLLM must be told in a resource of a host. */
function expectedQuantization(declared: DeclaredHost<Host>, resource: Resource): string {
  const { topology, host } = declared;
  const { weights } = judgeOf(host);
  if (weights === 'none' || weights.quantized !== 'at load') return 'nothing';
  const quantization = entity(topology.models, weights.loaded(declared, resource)).weights?.quantization;
  return (quantization && loadQuantization(quantization)?.argument) ?? 'nothing';
}
