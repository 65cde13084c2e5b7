import { wordsOf } from '../hosts/words.js';
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
    wordsOf(host).size(host),
    workloadsOn(topology, id)
      .map(([workload]) => workload)
      .join(', ') || '-',
    findingsOn(id, topology, findings),
  ]);
  return align([['host', 'kind', 'region', 'model', 'capacity', 'workloads', 'findings'], ...rows]);
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
