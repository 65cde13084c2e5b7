import { hostsOn } from '../../hosts/select.js';
import { answersOnGoogle } from '../../hosts/traits.js';
import { pathOf } from '../../topology/path.js';
import { sortedEntries } from '../../topology/views.js';
import type { Rule } from '../rule.js';

export const rule: Rule = {
  id: 'data-use/caching',
  severity: 'error',
  title: 'The provider keeps no prompt in a cache: caching is switched off in every project that calls models.',
  why: 'Vertex AI caches prompts of generative models in memory for up to a day unless a project says otherwise. Google says so of its own models and leaves open whether Llama is among them; a promise of no retention does not hold beside it.',
  fix: 'Restore google_vertex_ai_cache_config with disable_cache true, or let the topology that owns the project make it.',
  source: 'Vertex AI, zero data retention',

  *terraform(stacks, { topology }) {
    const resources = stacks.flatMap((stack) => stack.resources).filter(({ type }) => type === 'google_vertex_ai_cache_config');
    for (const [alias, { project, owns }] of sortedEntries(topology.accounts.google)) {
      const calls = hostsOn(topology, 'google').some(([, host]) => host.account === alias && answersOnGoogle(topology, host, 'vertex'));
      // Singletons of a project that another topology owns are judged there.
      if (!owns || !calls) continue;
      const path = pathOf('accounts', 'google', alias);
      const found = resources.filter(({ properties }) => properties['project'] === project);
      if (found.length === 0) yield { path, message: `Nothing switches the cache of ${project} off: google_vertex_ai_cache_config is missing.` };
    }
    for (const resource of resources) {
      if (resource.properties['disable_cache'] !== true)
        yield { path: resource.origin, resource, message: `disable_cache is ${String(resource.properties['disable_cache'] ?? 'absent')}. Allowed: true.` };
    }
  },
};
