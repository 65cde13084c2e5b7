import { workerName } from '../../derived/workers-places.js';
import { any, type Form } from '../../evidence/expected/differences.js';
import { allFieldsDiffer, countDiffers, ofType } from '../../evidence/expected/resources.js';
import type { Problem } from '../../evidence/synthesized/problem.js';
import { workersCompatibilityDate } from '../../facts/others.js';
import { named } from '../shared/answering-judge.js';
import type { HostJudge, JudgedHost } from '../shared/host-judge.js';
import { stacklessHost } from '../shared/no-servers-judge.js';
import { placeProblems } from './judge/place.js';
import { calledModel } from './model.js';
import type { WorkersAiHost } from './schema.js';

export const judge: HostJudge<WorkersAiHost> = {
  ...stacklessHost,
  *emitted(judged) {
    yield* placeProblems(judged);
    yield* workerProblems(judged);
  },
  speaks: 'workers-ai',
  answering: ({ host }) => [named(host.hostname)],
};

/** One Worker with its three bindings, reached at one name and at no other. Its program is judged by supply-chain/reviewed-script. */
function* workerProblems(judged: JudgedHost<WorkersAiHost>): Iterable<Problem> {
  for (const [type, fields] of Object.entries(formsOf(judged))) {
    yield* countDiffers(judged.stacks, type, 1);
    // What a form does not name may bind a store, a second program or a route.
    for (const resource of ofType(judged.stacks, type)) yield* allFieldsDiffer(resource, fields);
  }
}

function formsOf({ topology, id, host, stacks }: JudgedHost<WorkersAiHost>): Readonly<Record<string, Readonly<Record<string, Form>>>> {
  const name = workerName(topology, id);
  const account_id = topology.accounts.cloudflare[host.account]?.accountId ?? 'unknown';
  const [script] = ofType(stacks, 'cloudflare_workers_script');
  const ofScript = `\${${script?.id}.script_name}`;
  return {
    cloudflare_workers_script: {
      account_id,
      script_name: name,
      content: any,
      main_module: 'worker.js',
      compatibility_date: workersCompatibilityDate(),
      bindings: [
        { name: 'AI', type: 'ai' },
        { name: 'CALLER', type: 'secrets_store_secret', store_id: host.secretsStore, secret_name: name },
        { name: 'MODEL', type: 'plain_text', text: calledModel(topology, host) },
      ],
      observability: { enabled: false },
      logpush: false,
    },
    cloudflare_workers_script_subdomain: { account_id, script_name: ofScript, enabled: false, previews_enabled: false },
    cloudflare_workers_custom_domain: { account_id, hostname: host.hostname, service: ofScript, zone_id: host.domainId },
  };
}
