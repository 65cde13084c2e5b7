import type { Host } from '../hosts/schemas.js';
import { vertexDeployments } from '../hosts/vertex-endpoint/deployments.js';
import type { Finding } from '../policy/finding.js';
import type { Topology } from '../topology/schema/topology.js';
import { entity, hostsNamedBy, sortedEntries, workloadsOn } from '../topology/views.js';
import { align } from './align.js';

/** What a synthesis deploys, a host a row: where, which model, how much, for whom, and what the rules say of it. */
export function hostTable(topology: Topology, findings: readonly Finding[]): string {
  const rows = sortedEntries(topology.hosts).map(([id, host]) => [
    id,
    host.kind,
    'region' in host ? host.region : '-',
    entity(topology.models, host.model).release,
    size(host),
    workloadsOn(topology, id)
      .map(([workload]) => workload)
      .join(', ') || '-',
    findingsOn(id, topology, findings),
  ]);
  return align([['host', 'kind', 'region', 'model', 'capacity', 'workloads', 'findings'], ...rows]);
}

function size(host: Host): string {
  switch (host.kind) {
    case 'self-hosted':
      return `${host.nodes.count} × ${host.nodes.instanceType}`;
    case 'bedrock':
      return host.profile;
    case 'bedrock-import':
      return 'imported';
    case 'vertex-endpoint':
      return vertexDeployments(host)
        .map(
          ({ replicas, machineType, trafficPercent }) =>
            `${replicas.min}-${replicas.max} × ${machineType}${host.next === undefined ? '' : ` (${trafficPercent} %)`}`,
        )
        .join(' + ');
    case 'vertex-maas':
      return 'per token';
    case 'azure-foundry':
      return `${host.sku} ${host.capacity}k TPM`;
    default:
      return '-';
  }
}

/** Findings about a host itself or about a workload's field that names it. */
function findingsOn(id: string, topology: Topology, findings: readonly Finding[]): string {
  const about = findings.filter(({ path, waivedBy }) => {
    if (waivedBy !== undefined) return false;
    const [section, key, rest = ''] = path.split('.');
    if (section === 'hosts') return key === id;
    const workload = section === 'workloads' && key !== undefined ? topology.workloads[key] : undefined;
    return workload !== undefined && hostsNamedBy(workload).some((named) => named.host === id && named.field === rest);
  });
  const counts = (['fatal', 'error', 'warning'] as const).map(
    (severity) => [severity, about.filter((finding) => finding.severity === severity).length] as const,
  );
  return (
    counts
      .filter(([, count]) => count > 0)
      .map(([severity, count]) => `${count} ${severity}`)
      .join(', ') || 'none'
  );
}
