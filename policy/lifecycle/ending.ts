import { nearnessOf } from '../../derived/ends.js';
import { modelEnds } from '../../derived/model-ends.js';
import { pathOf } from '../../topology/path.js';
import type { Rule } from '../rule.js';

export const rule: Rule = {
  id: 'lifecycle/ending',
  severity: 'warning',
  title: 'No model that a host serves is withdrawn by its provider within 90 days.',
  why: 'On its last day a model still answers as on every other; the day after, every call fails. An announcement reaches a mailbox, not the people who change the topology.',
  fix: 'Move the workloads to a model that stays, or to another host of the same one. Within 30 days this is an error.',
  source: 'Retirement dates in facts/bedrock.yaml, azure.yaml, google.yaml, others.yaml',

  *topology({ topology, asOf }) {
    for (const { hostId, field, release, kind, on } of modelEnds(topology)) {
      const near = on === 'unknown' || on <= asOf ? undefined : nearnessOf(on, asOf);
      if (near === undefined) continue;
      yield {
        path: pathOf('hosts', hostId, field),
        severity: near.severity,
        message: `${release} is withdrawn on ${kind} on ${on}, ${near.words} (as of ${asOf}).`,
      };
    }
  },
};
