import { rowOf } from '../../catalogue/rows.js';
import { extraTagsOf } from '../../derived/landing-zone.js';
import { type Tags, tagsFor } from '../../derived/tags.js';
import { subjectOf } from '../../evidence/synthesized/host-of-resource.js';
import { blocks, record } from '../../evidence/synthesized/stack.js';
import { carriedTags, type TagSet } from '../../evidence/tags/carried-tags.js';
import { expectedTags } from '../../evidence/tags/expected-tags.js';
import { requiredTags } from '../../facts/tags.js';
import { isWithin, pathOf } from '../../topology/path.js';
import type { Topology } from '../../topology/schema/topology.js';
import { sortedEntries, workloadsOn } from '../../topology/views.js';
import type { Rule } from '../rule.js';

export const rule: Rule = {
  id: 'tags/required',
  severity: 'error',
  title: "Every resource that takes tags carries all of finance's tags and those of the landing zone, with the values that the topology gives.",
  why: 'One key that is missing on one type becomes a line of the bill without an owner. Chargeback, budgets and the split of shared hosts all filter on these keys, in three clouds at once; clouds do not tag spend retroactively.',
  fix: 'Give the value in the topology. If the topology has it, the output was edited or a construct drops the tag: let the stack tag it.',
  source: 'facts/tags.yaml, required',

  *topology({ topology }) {
    const fix = 'Add the key. Values are lower-case letters, digits, hyphens and underscores, at most 63.';
    for (const [id, workload] of sortedEntries(topology.workloads)) {
      if (workload.owner === undefined)
        yield { path: pathOf('workloads', id, 'owner'), message: `${id} names no owner, so its resources carry no owner tag.`, fix };
      if (workload.costCentre === undefined)
        yield { path: pathOf('workloads', id, 'costCentre'), message: `${id} names no cost centre, so its resources carry no cost-center tag.`, fix };
    }
    for (const [id, host] of sortedEntries(topology.hosts)) {
      if (host.contract === undefined)
        yield {
          path: pathOf('hosts', id, 'contract'),
          message: `${id} names no contract, so its spend carries no contract-id tag.`,
          fix: 'Name one of the contracts.',
        };
    }
    if (!sharesAnything(topology)) return;
    for (const [key, tag] of [
      ['sharedOwner', 'owner'],
      ['sharedCostCentre', 'cost-center'],
    ] as const) {
      if (topology.finance[key] === undefined)
        yield { path: pathOf('finance', key), message: `Networks and hosts of several workloads are shared, and nothing gives their ${tag} tag.`, fix };
    }
  },

  *stack(stack, { topology }) {
    // Labels of the provider are on whatever a module holds that takes labels.
    if (stack.cloud !== 'google') return;
    const subject = subjectOf(topology, stack);
    const host = subject?.host?.[0];
    if (subject === undefined || isWithin(subject.path, pathOf('extensions'))) return;
    const expected = tagsFor(topology, host === undefined ? {} : { host });
    for (const provider of blocks(record(stack.document['provider'])['google']))
      for (const message of mistakes({ of: 'default_labels of the provider', tags: record(provider['default_labels']) }, expected, topology))
        yield { path: subject.path, stack, message };
  },

  *resource(resource, { topology }) {
    for (const set of carriedTags(resource))
      for (const message of mistakes(set, expectedTags(topology, resource, set.tags), topology)) yield { path: resource.origin, resource, message };
    const tags = rowOf(resource.type)?.tags;
    const starts = tags?.kind === 'property' ? tags.starts : undefined;
    if (starts?.kind === 'property' && !starts.values.includes(String(resource.properties[starts.property]))) {
      yield {
        path: resource.origin,
        resource,
        message: `The service does not pass its tags on to its tasks. Allowed for ${starts.property}: ${starts.values.join(', ')}.`,
      };
    }
  },
};

function* mistakes({ of, tags }: TagSet, expected: Tags, topology: Topology): Iterable<string> {
  // What the topology itself does not give is found there, once, and not again on every resource.
  const wanted = [...requiredTags(), ...Object.keys(extraTagsOf(topology))].filter((key) => expected[key] !== undefined);
  const missing = wanted.filter((key) => tags[key] === undefined || tags[key] === '');
  const wrong = wanted.filter((key) => !missing.includes(key) && tags[key] !== expected[key]);
  if (missing.length > 0) yield `${of}: the tags ${missing.join(', ')} are missing.`;
  if (wrong.length > 0) {
    const values = wrong.map((key) => `${key} is ${JSON.stringify(tags[key])} instead of "${expected[key]}"`);
    yield `${of}: ${values.join(', ')}, as the topology gives it.`;
  }
}

function sharesAnything(topology: Topology): boolean {
  return Object.keys(topology.networks).length > 0 || Object.keys(topology.hosts).some((host) => workloadsOn(topology, host).length !== 1);
}
