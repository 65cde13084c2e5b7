import { type WorkloadSummary, zoneSummaries } from '../../evidence/gateway/zone-summary.js';
import type { Topology } from '../../topology/schema/topology.js';
import { sortedEntries } from '../../topology/views.js';
import { page } from './page.js';

/** What the gateway of each zone sends where, by which limits, and every address that it may open a connection to. */
export function gatewayPage(topology: Topology, files: Readonly<Record<string, unknown>>): string {
  const summaries = zoneSummaries(files);
  const used = new Set(Object.values(topology.workloads).map((workload) => workload.zone));
  return page(
    sortedEntries(topology.gateway.zones).map(([zone, { network, tasks, principal, googlePrincipal, address }]) => {
      if (tasks === undefined)
        return [
          `${zone}: in ${network}, called as ${address}`,
          'no files: a gateway of yours',
          'called as',
          `  its own role: ${principal}`,
          ...(googlePrincipal === undefined ? [] : [`  on Google: ${googlePrincipal}`]),
        ];
      const head = `${zone}: in ${network}, ${tasks.min} to ${tasks.max} tasks`;
      const summary = summaries[zone];
      if (summary === undefined)
        return [head, used.has(zone) ? 'no files: waits for the deploy-time values that state/unbound names' : 'no files: no workload is in it'];
      return [
        head,
        ...Object.entries(summary.workloads).flatMap(([id, workload]) => workloadLines(id, workload)),
        'reaches',
        ...Object.entries(summary.reaches).map(([cluster, address]) => `  ${cluster}: ${address}`),
        'called as',
        ...Object.entries(summary.calledAs).map(([name, from]) => `  ${name}: ${from}`),
      ];
    }),
  );
}

function workloadLines(id: string, { route, caps, timeouts, fields, policy }: WorkloadSummary): string[] {
  const lines = (about: Readonly<Record<string, string | number>>) => Object.entries(about).map(([name, value]) => `${name} ${value}`);
  return [
    `${id}: ${route.join(', then ')}`,
    ...lines(caps).map((line) => `  cap at ${line}`),
    ...lines(timeouts).map((line) => `  ${line}`),
    ...lines(policy).map((line) => `  ${line}`),
    ...lines(fields).map((line) => `  field ${line}`),
  ];
}
