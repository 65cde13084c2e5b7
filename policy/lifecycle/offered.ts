import { emittedModel } from '../../evidence/models/emitted-model.js';
import { hostOfResource } from '../../evidence/synthesized/host-of-resource.js';
import { traitsOf } from '../../hosts/traits.js';
import { pathOf } from '../../topology/path.js';
import { sortedEntries } from '../../topology/views.js';
import type { Rule } from '../rule.js';

export const rule: Rule = {
  id: 'lifecycle/offered',
  severity: 'fatal',
  title: 'The host offers this model, in this region, in this mode, sku, version or machine type.',
  why: 'Providers withdraw Llama models and never offered most of them everywhere. A deployment that names an absent offer fails half-way, or is moved to another region by hand.',
  fix: 'Choose a model, region and mode that the facts list; if the provider has a newer offer, add it to the facts with its source.',

  *topology({ topology }) {
    for (const [id, host] of sortedEntries(topology.hosts)) {
      const problem = traitsOf(host).offer.missing(topology, host);
      if (problem !== 'none') yield { path: pathOf('hosts', id, problem.field), message: problem.message };
    }
  },

  *resource(resource, { topology }) {
    const emitted = emittedModel(resource);
    const [id, host] = hostOfResource(topology, resource) ?? [];
    if (emitted === undefined || id === undefined || host === undefined) return;
    // What is not offered is reported once, by the topology.
    if (traitsOf(host).offer.missing(topology, host) !== 'none') return;
    const declared = traitsOf(host).offer.deployed(topology, host);
    if (declared !== 'unknown' && declared.length > 0 && !declared.includes(emitted)) {
      yield { path: pathOf('hosts', id, 'model'), resource, message: `The output deploys ${emitted}; the topology says ${declared.join(' and ')}.` };
    }
  },
};
