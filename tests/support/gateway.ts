import { type GatewayZone, readZone } from '../../evidence/gateway/zone.js';
import { rehearsalOutputs } from '../../gateway/rehearsal.js';
import { zoneFiles } from '../../gateway/zone-files.js';
import { planZone } from '../../gateway/zone-plan.js';
import { judge } from '../../policy/engine.js';
import type { Finding } from '../../policy/finding.js';
import type { Rule } from '../../policy/rule.js';
import type { LoadedTopology } from '../../topology/load.js';
import { asOf, topologyWith } from './topologies.js';

/** Text by path of every file of a gateway, by zone. */
export type GatewayFiles = Record<string, Record<string, string>>;

/** A topology as if everything were deployed, and the files of its gateways. */
export function rehearsed(file?: string): { readonly loaded: LoadedTopology; readonly files: GatewayFiles } {
  const known = topologyWith([], file);
  const loaded = { ...known, outputs: rehearsalOutputs(known.topology) };
  const { gateway } = loaded.topology;
  // A gateway that exists has no files here.
  const zones = gateway.engine === 'existing' ? [] : Object.keys(gateway.zones);
  return { loaded, files: Object.fromEntries(zones.map((zone) => [zone, { ...zoneFiles(planZone(loaded.topology, loaded.outputs, zone)) }])) };
}

/** What rules find in such files after an edit of one of them. */
export function foundAfter(
  rules: readonly Rule[],
  { loaded, files }: ReturnType<typeof rehearsed>,
  edit?: { readonly zone: string; readonly file: string; readonly change: (text: string) => string | undefined },
): Finding[] {
  const zones: GatewayZone[] = Object.entries(files).map(([zone, text]) => {
    if (edit?.zone !== zone) return readZone({ zone, files: text });
    const { [edit.file]: before = '', ...others } = text;
    const after = edit.change(before);
    if (after === before) throw new Error(`${edit.file} of ${zone}: the edit changes nothing`);
    return readZone({ zone, files: after === undefined ? others : { ...others, [edit.file]: after } });
  });
  return judge(rules, loaded, asOf, { gateway: zones });
}
