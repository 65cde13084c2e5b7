import { type EvaluatedUse, evaluatedUses } from '../../derived/evaluated-uses.js';
import { pathOf } from '../../topology/path.js';
import type { Topology } from '../../topology/schema/topology.js';
import { entity, sortedEntries } from '../../topology/views.js';
import type { Rule, Violation } from '../rule.js';

export const rule: Rule = {
  id: 'lifecycle/evaluated',
  severity: 'error',
  title: 'A fine-tune passed the tests of every workload that it answers, and so did the next model of a transition before its cutover.',
  why: 'A model that is better on the whole can be worse at the one task of a workload. After the cutover users find out; before it, a table of results does.',
  fix: 'Say what is good enough in workloads.<id>.evaluation, run the tests, and record the report, its digest and the results in models.<id>.evaluations.<workload>; or move the cutover.',
  source: 'NIST AI RMF 1.0, MEASURE 2; ISO/IEC 42001, annex A.6.2.4',

  *topology({ topology, asOf }) {
    for (const use of evaluatedUses(topology, asOf)) {
      for (const violation of problems(topology, use, asOf)) yield use.due ? violation : { ...violation, severity: 'warning' };
    }
  },
};

function* problems(topology: Topology, { model, workload, host, because }: EvaluatedUse, asOf: string): Iterable<Violation> {
  const thresholds = entity(topology.workloads, workload).evaluation;
  const { evaluations, fineTune } = entity(topology.models, model);
  const report = evaluations[workload];
  if (thresholds === undefined || Object.keys(thresholds).length === 0) {
    yield {
      path: pathOf('workloads', workload),
      message: `${workload} says nowhere what is good enough, and ${model} ${because} on ${host}. Needed: workloads.${workload}.evaluation.`,
    };
    return;
  }
  const measures = Object.keys(thresholds).sort().join(', ');
  if (report === undefined) {
    yield {
      path: pathOf('models', model),
      message: `${model} ${because} on ${host}, and no evaluation for ${workload} is recorded. Needed: results of ${measures}.`,
    };
    return;
  }
  if (report.on > asOf) yield { path: pathOf('models', model, 'evaluations', workload, 'on'), message: `The evaluation is of ${report.on}; it is ${asOf}.` };
  if (fineTune !== undefined && report.on < fineTune.training.finishedOn)
    yield {
      path: pathOf('models', model, 'evaluations', workload, 'on'),
      message: `The evaluation is of ${report.on}, and the training of ${model} ended on ${fineTune.training.finishedOn}. Allowed: that day or a later one.`,
    };
  for (const [measure, { atLeast, atMost }] of sortedEntries(thresholds)) {
    const result = report.results[measure];
    const allowed = [atLeast === undefined ? [] : [`${atLeast} or more`], atMost === undefined ? [] : [`${atMost} or less`]].flat().join(' and ');
    if (result !== undefined && result >= (atLeast ?? result) && result <= (atMost ?? result)) continue;
    yield {
      path: pathOf('models', model, 'evaluations', workload, 'results'),
      message: `${model} has ${result === undefined ? 'no result' : result} in ${measure} for ${workload}, and ${because} on ${host}. Allowed: ${allowed}.`,
    };
  }
}
