import type { Credential, TokensFile } from '../runtime/gateway/forms/tokens.js';
import { certificateDirectory, secretsDirectory, taskCredentials } from './places.js';
import type { WorkloadPlan, ZonePlan } from './zone-plan.js';

/** What the token provider of a zone is started with. */
export function tokensFile({ topology, zone, workloads }: ZonePlan): TokensFile {
  const credentials = workloads.flatMap(credentialsOf).sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    version: 1,
    topology: topology.name,
    zone,
    taskCredentials,
    directory: secretsDirectory,
    certificate: certificateDirectory,
    credentials: Object.fromEntries(credentials),
  };
}

/** Of all that a workload's prompts reach, by `<workload>.<host>`. */
function credentialsOf({ hops, guards, search }: WorkloadPlan): [string, Credential][] {
  const targets = [...hops, ...guards.flatMap(({ name, service }) => (service.kind === 'llama-guard' ? [{ name, target: service.target }] : []))];
  const filters = guards.flatMap(({ name, service }): [string, Credential][] => (service.kind === 'model-armor' ? [[name, service.credential]] : []));
  return [
    ...targets.flatMap(({ name, target: { server } }): [string, Credential][] => (server.protocol === 'openai' ? [[name, server.credential]] : [])),
    ...filters,
    ...(search === 'none' ? [] : [[search.name, search.service.credential] as [string, Credential]]),
  ];
}
