import type { Construct } from 'constructs';
import { type FleetAlarm, FleetAlarms } from '../../../constructs/google/monitoring/fleet-alarms.js';
import { Settled } from '../../../constructs/settled.js';
import { settlingSeconds } from '../../../facts/waits.js';
import { fleetAlarms, versionAlarms } from './fleet-alarms.js';
import { fleetMetrics } from './fleet-metrics.js';
import type { Fleet } from './fleet-parts.js';
import { engineSigns, nodeSigns } from './fleet-signs.js';
import { gpuAlarms, serverAlarms } from './measured-alarms.js';

/** One version of a fleet with its nodes. */
export interface RunningVersion {
  /** What its parts are made in. */
  readonly scope: Construct;
  readonly fleet: Fleet;
  /** Names of its instance groups. */
  readonly groups: readonly string[];
}

/** Counts what nodes say and raises alarms: the same for each version, those of the next one under names of their own. */
export function watchFleet(scope: Construct, present: RunningVersion, next: RunningVersion | undefined): void {
  const { id, name, project, topology, labels } = present.fleet;
  const nodes = nodeSigns(scope, present.fleet);
  const watched = watchVersion(present, Object.values(nodes));
  const coming = next && watchVersion(next, []);
  new FleetAlarms(scope, 'Alarms', {
    project,
    prefix: name,
    notify: topology.finance.notify,
    labels,
    after: [...watched.known, ...(coming?.known ?? [])],
    alarms: {
      ...watched.alarms,
      ...fleetAlarms({ id, name }, nodes),
      ...Object.fromEntries(Object.entries(coming?.alarms ?? {}).map(([alarm, settings]) => [`next-${alarm}`, settings])),
    },
  });
}

/** What has to be known before alarms can be made on it, and these. `more`: what is counted besides and becomes known with it. */
function watchVersion(
  { scope, fleet, groups }: RunningVersion,
  more: readonly ReturnType<typeof engineSigns>['hung'][],
): { readonly known: readonly Settled[]; readonly alarms: Readonly<Record<string, FleetAlarm>> } {
  const { id, host } = fleet;
  const metrics = fleetMetrics(scope, fleet);
  const signs = engineSigns(scope, fleet);
  const known = new Settled(scope, 'RefusalsKnown', [...more, signs.hung, signs.looks], settlingSeconds('google-log-metric'));
  // Apart: collectors that come later are waited for then.
  const measured = metrics && new Settled(scope, 'MetricsKnown', [...metrics.declared.values()], settlingSeconds('google-log-metric'));
  return {
    known: [known, ...(measured === undefined ? [] : [measured])],
    alarms: {
      ...versionAlarms({ id, model: host.model, groups, nodes: host.nodes.count }, signs),
      ...(metrics && serverAlarms(fleet, metrics)),
      ...(metrics && host.images.dcgm !== undefined && gpuAlarms(fleet, metrics)),
    },
  };
}
