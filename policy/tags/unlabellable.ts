import { rowOf } from '../../catalogue/rows.js';
import { hostOfResource } from '../../evidence/synthesized/host-of-resource.js';
import type { Resource } from '../../evidence/synthesized/stack.js';
import { unlabellable } from '../../facts/tags.js';
import { pathOf } from '../../topology/path.js';
import type { Rule } from '../rule.js';

export const rule: Rule = {
  id: 'tags/unlabellable',
  severity: 'warning',
  title: 'A resource that costs money and takes no tags has its cost attributed by other means.',
  why: 'Some types, among them the dedicated Vertex AI endpoint whose GPUs are the largest cost of its host, have no labels at all. A cost report by tag shows their spend under no workload, and nothing in the cloud console says so.',
  fix: 'Attribute the spend by what the message names, and tell finance; no change of the topology makes this type take tags.',
  source: 'facts/tags.yaml, unlabellable',

  *terraform(stacks, { topology }) {
    const found = new Map<string, { path: string; resources: Resource[] }>();
    for (const resource of stacks.flatMap((stack) => stack.resources)) {
      const tags = rowOf(resource.type)?.tags;
      if (tags?.kind !== 'none' || tags.bill !== 'paid') continue;
      const host = hostOfResource(topology, resource)?.[0];
      const path = host === undefined ? resource.origin : pathOf('hosts', host);
      const place = `${host ?? resource.stack} ${resource.type}`;
      const entry = found.get(place) ?? { path, resources: [] };
      entry.resources.push(resource);
      found.set(place, entry);
    }
    for (const { path, resources } of found.values()) {
      const [resource] = resources;
      if (resource === undefined) continue;
      const instead = unlabellable(resource.type)?.instead ?? 'no replacement is recorded';
      yield { path, resource, message: `${resource.type} costs money and takes no tags (${resources.length} here). Instead: ${instead}.` };
    }
  },
};
