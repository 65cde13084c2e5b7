import { isAdapter } from '../../derived/fine-tunes.js';
import { formOf, type Host, isFleet, namedModels, type SelfHostedHost } from '../../hosts/schemas.js';
import { pathOf } from '../../topology/path.js';
import type { Topology } from '../../topology/schema/topology.js';
import { entity, sortedEntries } from '../../topology/views.js';
import type { Rule, Violation } from '../rule.js';

export const rule: Rule = {
  id: 'lifecycle/fine-tune-base',
  severity: 'fatal',
  title: 'A fine-tune is served where its own weights are, and an adapter only beside the base that it was made for.',
  why: 'A provider that holds the weights serves the release, not what was made from it. The matrices of an adapter fit one set of weights: beside others they load if the shapes agree, and answer nonsense under a name that was evaluated. When the base leaves, its adapters leave with it.',
  fix: 'Serve a fine-tune from a fleet or an import. Name an adapter under hosts.<id>.adapters of a fleet whose model is its base; before the base changes, train its successor for the next model and name it as adapters.<adapter>.next, or move its workloads.',
  source: 'vLLM, LoRA adapters; Amazon Bedrock, Custom Model Import',

  *topology({ topology }) {
    for (const [id, host] of sortedEntries(topology.hosts)) {
      yield* modelProblems(topology, id, host);
      if (isFleet(host)) yield* adapterProblems(topology, id, host);
    }
  },
};

/** What a host serves by itself. */
function* modelProblems(topology: Topology, id: string, host: Host): Iterable<Violation> {
  for (const { model, field } of namedModels(host).filter((named) => !named.field.startsWith('adapters.'))) {
    const named = entity(topology.models, model);
    const path = pathOf('hosts', id, field);
    if (named.fineTune === undefined) continue;
    if (formOf(host).weights === 'none')
      yield {
        path,
        message: `${model} is a fine-tune (${named.fineTune.name}); ${id} is of kind ${host.kind}, which serves ${named.release} as its provider holds it.`,
      };
    else if (isAdapter(named))
      yield {
        path,
        message: `${model} is an adapter of ${named.fineTune.base} and answers nothing alone. Allowed here: a whole model, such as merged weights.`,
      };
  }
}

function* adapterProblems(topology: Topology, id: string, host: SelfHostedHost): Iterable<Violation> {
  const { model } = host;
  const transition = 'transition' in host ? host.transition : undefined;
  for (const [adapter, { next }] of sortedEntries(host.adapters)) {
    const path = pathOf('hosts', id, `adapters.${adapter}`);
    const flaw = unfit(topology, adapter, model);
    if (flaw !== undefined) yield { path, message: `${flaw}; ${id} serves ${model}.` };
    if (transition === undefined) {
      if (next !== undefined) yield { path: `${path}.next`, message: `${next} takes over from ${adapter}, and ${id} declares no transition.` };
    } else if (next === undefined) {
      yield {
        path,
        message: `${adapter} was made for ${model}, which leaves ${id} for ${transition.next} on ${transition.cutover}, and no adapter takes over from it.`,
      };
    } else {
      const later = unfit(topology, next, transition.next);
      if (later !== undefined) yield { path: `${path}.next`, message: `${later}; the transition of ${id} is to ${transition.next}.` };
    }
  }
}

/** Why a model cannot be served as an adapter beside a base; undefined where it can. */
function unfit(topology: Topology, adapter: string, base: string): string | undefined {
  const model = entity(topology.models, adapter);
  if (!isAdapter(model))
    return `${adapter} is no adapter, but ${model.fineTune === undefined ? `the release ${model.release}` : `whole weights (${model.fineTune.method})`}`;
  return model.fineTune?.base === base ? undefined : `${adapter} was made for ${model.fineTune?.base}`;
}
