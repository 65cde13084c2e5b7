import { refusedDestinations } from '../../derived/refused-destinations.js';
import { arnDestinations, bedrockDestinations } from '../../derived/regions.js';
import { hostOfResource } from '../../evidence/synthesized/host-of-resource.js';
import { dig } from '../../evidence/synthesized/stack.js';
import { isHost } from '../../hosts/schemas.js';
import { hostsOf } from '../../hosts/select.js';
import { pathOf } from '../../topology/path.js';
import { workloadsOn } from '../../topology/views.js';
import type { Rule } from '../rule.js';

export const rule: Rule = {
  id: 'residency/bedrock-profile-destinations',
  severity: 'fatal',
  title: 'Every region to which a Bedrock inference profile may send a prompt is allowed for every workload that uses it.',
  why: 'A geographic profile processes a prompt in whichever of its destination regions has room: `us.` spreads over several regions, and `eu.` reaches London and Zurich. The caller never learns which.',
  fix: 'Use `profile: in-region` where the model is offered so, or allow all destinations to the workload.',
  source: 'Amazon Bedrock user guide, cross-Region inference',

  *topology({ topology }) {
    for (const [id, host] of hostsOf(topology, 'bedrock')) {
      if (host.profile === 'in-region') continue;
      const destinations = bedrockDestinations(topology, host);
      for (const [workloadId, workload] of workloadsOn(topology, id)) {
        const problem = refusedDestinations(topology, workload, destinations);
        if (problem !== undefined) {
          const reach = destinations === undefined ? 'destinations that facts do not list' : destinations.join(', ');
          yield {
            path: pathOf('hosts', id, 'profile'),
            message: `Profile ${host.profile} from ${host.region} processes in ${reach}; ${workloadId} ${problem}.`,
          };
        }
      }
    }
  },

  *resource(resource, { topology }) {
    if (resource.type !== 'AWS::Bedrock::ApplicationInferenceProfile') return;
    const source = dig(resource.properties, 'ModelSource', 'CopyFrom');
    const [id, host] = hostOfResource(topology, resource) ?? [];
    if (id === undefined || !isHost(host, 'bedrock')) return;
    const destinations = typeof source === 'string' ? arnDestinations(source) : undefined;
    const declared = bedrockDestinations(topology, host);
    const beyond = destinations?.filter((region) => !(declared ?? []).includes(region)) ?? [];
    if (destinations === undefined || beyond.length > 0) {
      yield {
        path: pathOf('hosts', id, 'profile'),
        resource,
        message: `ModelSource.CopyFrom is ${typeof source === 'string' ? source : 'no literal ARN'}, which processes in ${destinations?.join(', ') ?? 'unknown regions'}; the topology says ${declared?.join(', ') ?? host.region}.`,
      };
    }
  },
};
