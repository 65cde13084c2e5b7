import { cloudOfType, isDescribed } from '../../clouds/clouds.js';
import { carriedTags } from '../../evidence/tags/carried-tags.js';
import { limitBreaches } from '../../evidence/tags/limit-breaches.js';
import { requiredTags, tagLimits, tagPattern } from '../../facts/tags.js';
import type { Topology } from '../../topology/schema/topology.js';
import { sortedEntries } from '../../topology/views.js';
import type { Rule } from '../rule.js';

export const rule: Rule = {
  id: 'tags/format',
  severity: 'error',
  title: "Keys and values of finance's tags are legal in every cloud and spelt alike; no tag breaks the limits of its own cloud.",
  why: 'Google labels allow only lower case and no spaces or dots, Azure keys ignore case, AWS keeps both. A value that one cloud refuses fails the deployment there; one that two clouds spell differently splits a cost report in two.',
  fix: 'Use lower-case letters, digits, hyphens and underscores, at most 63, starting and ending with a letter or digit.',
  source: 'facts/tags.yaml, patterns and limits',

  *topology({ topology }) {
    for (const [value, path] of illegalValues(topology)) {
      yield { path, message: `"${value}" becomes a tag value and is not legal in every cloud. Allowed: ${tagPattern('value').source}` };
    }
  },

  *resource(resource, { topology }) {
    const cloud = cloudOfType(resource.type);
    if (cloud === undefined || !isDescribed(cloud)) return;
    const required = new Set(requiredTags());
    for (const { of, tags } of carriedTags(resource)) {
      for (const message of limitBreaches(tags, tagLimits(cloud))) yield { path: resource.origin, resource, message: `${of}: ${message}` };
      for (const [key, value] of Object.entries(tags)) {
        if (!required.has(key)) {
          const meant = [...required].find((name) => name === key.toLowerCase());
          if (meant !== undefined)
            yield { path: resource.origin, resource, message: `${of}: the key ${key} is spelt otherwise than in the other clouds. Allowed: ${meant}.` };
        } else if (typeof value === 'string' && !tagPattern('value').test(value) && !illegalValues(topology).has(value)) {
          yield {
            path: resource.origin,
            resource,
            message: `${of}: ${key} is "${value}", which is not legal in every cloud. Allowed: ${tagPattern('value').source}`,
          };
        }
      }
    }
  },
};

/** Values that a topology gives to tags and that are not legal everywhere, with the path of each. The schema holds the others to the form. */
function illegalValues(topology: Topology): Map<string, string> {
  const values = [
    ...sortedEntries(topology.contracts).map(([id, { agreement }]) => [agreement, `contracts.${id}.agreement`] as const),
    ...sortedEntries(topology.hosts).map(([id]) => [id, `hosts.${id}`] as const),
    ...sortedEntries(topology.workloads).map(([id]) => [id, `workloads.${id}`] as const),
  ];
  return new Map(values.filter(([value]) => !tagPattern('value').test(value)));
}
