import { timeouts } from '../constructs/timeouts.js';
import type { TranslatorFile } from '../runtime/gateway/forms/translator.js';
import { sockets, taskCredentials } from './places.js';
import type { ZonePlan } from './zone-plan.js';

/** Processes of the translator in a task, where it has one: a second one answers while the first translates. */
export const translatorProcesses = 2;

/** What the translator of a zone is started with; `none` where no route leads to Bedrock. */
export function translatorFile({ topology, zone, workloads }: ZonePlan): TranslatorFile | 'none' {
  const deployments = workloads.flatMap(({ hops }) =>
    hops.flatMap(({ name, target: { server } }) => (server.protocol === 'converse' ? [[name, server.deployment] as const] : [])),
  );
  if (deployments.length === 0) return 'none';
  const { connect, silent } = timeouts.gateway;
  return {
    version: 1,
    topology: topology.name,
    zone,
    taskCredentials,
    listen: Array.from({ length: translatorProcesses }, (_, index) => sockets.translator(index)),
    seconds: { connect, silent, answer: timeouts.longestAnswer },
    deployments: Object.fromEntries(deployments),
  };
}
