import { azureRetired } from '../../facts/azure.js';
import { bedrockRetired } from '../../facts/bedrock.js';
import { maasOffer } from '../../facts/google.js';
import { otherOffers } from '../../facts/others.js';
import type { Host } from '../../hosts/schemas.js';
import { entity, sortedEntries } from '../../topology/views.js';
import type { Rule } from '../rule.js';

export const rule: Rule = {
  id: 'lifecycle/retired',
  severity: 'fatal',
  title: 'The host has not retired the model.',
  why: 'After its end of life a model answers nothing: calls fail at once, and nothing in a template shows it. Bedrock ended Llama 3.1 405B and all of Llama 3.2 in July 2026.',
  fix: 'Move the workload to a model that the host still serves, or self-host the retired one.',

  *topology({ topology, asOf }) {
    for (const [id, host] of sortedEntries(topology.hosts)) {
      const { release } = entity(topology.models, host.model);
      const retired = retirement(host, release);
      if (retired !== undefined && retired.date <= asOf) {
        yield {
          path: `hosts.${id}.model`,
          message: `${release} was retired on ${host.kind} ${retired.date === unknownDay ? 'at an unknown date' : `on ${retired.date}`} (as of ${asOf}).`,
        };
      }
    }
  },
};

const unknownDay = '0000-00-00';

function retirement(host: Host, release: string): { readonly date: string } | undefined {
  switch (host.kind) {
    case 'bedrock':
      return bedrockRetired(release);
    case 'azure-foundry':
      return azureRetired(release);
    case 'vertex-maas': {
      const offer = maasOffer(release);
      return offer?.status === 'retired' ? { date: offer.date ?? unknownDay } : undefined;
    }
    case 'databricks':
    case 'watsonx':
    case 'workers-ai': {
      const offer = otherOffers(host.kind, release).find(({ status }) => status === 'retired');
      return offer === undefined ? undefined : { date: offer.date ?? unknownDay };
    }
    default:
      return undefined;
  }
}
