import type { Construct } from 'constructs';
import { FleetAlarms } from '../../../constructs/google/monitoring/fleet-alarms.js';
import { Settled } from '../../../constructs/settled.js';
import { settlingSeconds } from '../../../facts/waits.js';
import { fleetAlarms } from './fleet-alarms.js';
import { fleetMetrics } from './fleet-metrics.js';
import type { Fleet } from './fleet-parts.js';
import { fleetSigns } from './fleet-signs.js';
import { gpuAlarms, serverAlarms } from './measured-alarms.js';

/** Counts what nodes say and raises alarms. `groups`: names of the instance groups. */
export function watchFleet(scope: Construct, fleet: Fleet, groups: readonly string[]): void {
  const { id, host, name, project, topology, labels } = fleet;
  const metrics = fleetMetrics(scope, fleet);
  const signs = fleetSigns(scope, fleet);
  const known = new Settled(scope, 'RefusalsKnown', [signs.refusals, signs.faults, signs.hung, signs.looks], settlingSeconds('google-log-metric'));
  // Apart: collectors that come later are waited for then.
  const measured = metrics && new Settled(scope, 'MetricsKnown', [...metrics.declared.values()], settlingSeconds('google-log-metric'));
  new FleetAlarms(scope, 'Alarms', {
    project,
    prefix: name,
    notify: topology.finance.notify,
    labels,
    after: [known, ...(measured === undefined ? [] : [measured])],
    alarms: {
      ...fleetAlarms({ id, name, groups, nodes: host.nodes.count }, signs),
      ...(metrics && serverAlarms(fleet, metrics)),
      ...(metrics && host.images.dcgm !== undefined && gpuAlarms(fleet, metrics)),
    },
  });
}
