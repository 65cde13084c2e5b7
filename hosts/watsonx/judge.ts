import { watsonxName } from '../../clouds/watsonx.js';
import { instanceName, profileName } from '../../derived/ibm-places.js';
import { tagsFor } from '../../derived/tags.js';
import { Allowed, anyOrder, type Form } from '../../evidence/expected/differences.js';
import { countDiffers, fieldsDiffer, ofType } from '../../evidence/expected/resources.js';
import type { Problem } from '../../evidence/synthesized/problem.js';
import { watsonxApi, watsonxPlan } from '../../facts/watsonx.js';
import { entity, workloadsOn } from '../../topology/views.js';
import { named } from '../shared/answering-judge.js';
import type { HostJudge, JudgedHost } from '../shared/host-judge.js';
import { noServers, samePrograms, unscreenedHost } from '../shared/no-servers-judge.js';
import { placeProblems } from './judge/place.js';
import type { WatsonxHost } from './schema.js';

export const judge: HostJudge<WatsonxHost> = {
  safeguard: unscreenedHost,
  filtered: () => 'none',
  servers: noServers,
  *emitted(judged) {
    yield* placeProblems(judged);
    yield* runtimeProblems(judged);
  },
  oversteps: () => [],
  speaks: 'watsonx',
  answering: ({ host }) => [named(watsonxName(host.region))],
  screening: () => [],
  grounding: () => [],
  recorded: () => [],
  shares: 'none',
  machines: 'none',
  weights: 'none',
  programs: samePrograms,
};

/** An instance, a service ID, and for each workload a profile that the service ID alone takes and that may call the instance alone. */
function* runtimeProblems(judged: JudgedHost<WatsonxHost>): Iterable<Problem> {
  const { topology, id, stacks } = judged;
  const callers = workloadsOn(topology, id).map(([workload]) => profileName(topology, id, workload));
  for (const [type, fields] of Object.entries(formsOf(judged))) {
    yield* countDiffers(stacks, type, type.startsWith('ibm_iam_trusted_profile') ? callers.length : 1);
    for (const resource of ofType(stacks, type)) yield* fieldsDiffer(resource, fields);
  }
  for (const resource of ofType(stacks, 'ibm_iam_trusted_profile'))
    if (!callers.includes(String(resource.properties['name'])))
      yield { resource, message: `${resource.id} is ${String(resource.properties['name'])}. Allowed: ${callers.join(', ') || 'none'}.` };
}

function formsOf({ topology, id, host, stacks }: JudgedHost<WatsonxHost>): Readonly<Record<string, Readonly<Record<string, Form>>>> {
  const name = instanceName(topology, id);
  const tags = Object.entries(tagsFor(topology, { host: id })).map(([key, value]) => `${key}:${value}`);
  const of = (type: string, attribute: string) =>
    new Allowed(`${attribute} of the ${type} of the stack`, (text) => ofType(stacks, type).some((one) => text === `\${${one.id}.${attribute}}`));
  return {
    ibm_resource_instance: {
      name,
      service: 'pm-20',
      plan: watsonxPlan(host.plan),
      location: host.region,
      resource_group_id: entity(topology.accounts.watsonx, host.account).resourceGroup,
      tags: anyOrder(tags),
    },
    ibm_iam_service_id: { name },
    ibm_iam_trusted_profile: {},
    ibm_iam_trusted_profile_identity: {
      profile_id: of('ibm_iam_trusted_profile', 'id'),
      identifier: of('ibm_iam_service_id', 'id'),
      identity_type: 'serviceid',
      type: 'serviceid',
    },
    ibm_iam_trusted_profile_policy: {
      profile_id: of('ibm_iam_trusted_profile', 'id'),
      roles: anyOrder(watsonxApi().roles),
      resources: { service: 'pm-20', resource_instance_id: of('ibm_resource_instance', 'guid') },
    },
  };
}
