import { gatewayTaskSize } from '../facts/gateway.js';
import type { ProcessesFile } from '../runtime/gateway/forms/processes.js';
import { configurationDirectory } from './places.js';
import { isTranslated, type ZonePlan } from './zone-plan.js';

const file = (name: string) => `${configurationDirectory}/${name}.json`;

/**
 * What Envoy is started with. At `debug` it prints what the policy service answers, prompts included, so the level is said here and not left to an image. It is
 * never restarted in place: a task is replaced.
 */
const envoy = ['--config-path', file('envoy'), '--log-level', 'warning', '--disable-hot-restart', '--concurrency', String(gatewayTaskSize().envoyThreads)];

/** What the processes of a zone's tasks are started with. */
export function processesFile(plan: ZonePlan): ProcessesFile {
  const own = (name: string) => ({ arguments: [file(name)] });
  return {
    version: 1,
    topology: plan.topology.name,
    zone: plan.zone,
    envoy: { arguments: envoy },
    policy: own('policy'),
    keys: own('keys'),
    tokens: own('tokens'),
    ...(isTranslated(plan) && { translator: own('translator') }),
  };
}
