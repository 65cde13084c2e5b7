import { provisionedPrice } from '../../facts/prices.js';
import { costOf } from '../../hosts/costs.js';
import { hoursPerYear } from '../../hosts/shared/host-cost.js';
import type { Topology } from '../../topology/schema/topology.js';
import { entity, sortedEntries } from '../../topology/views.js';
import { total } from './line.js';
import type { Plan } from './plan.js';

/** The same tokens on the same service, paid in another way. Money a year. */
export interface OtherForm {
  readonly host: string;
  readonly workload: string;
  readonly form: 'batch' | 'provisioned throughput';
  readonly now: number;
  /** `unknown` where no source says what it would come to. */
  readonly usdPerYear: number | 'unknown';
  /** What it needs, or why there is no number. */
  readonly note: string;
}

/** Batch and provisioned throughput of every host that is paid by the token, for each of its workloads. */
export function otherForms(topology: Topology, { lines, workloads }: Plan): OtherForm[] {
  return sortedEntries(workloads).flatMap(([workload, { hosts }]) =>
    Object.keys(hosts).flatMap((id): OtherForm[] => {
      const host = entity(topology.hosts, id);
      const { tokens, listed } = costOf(host);
      const prices = tokens(topology, host);
      if (prices === 'by capacity') return [];
      const now = total(lines.filter((line) => line.host === id && line.workload === workload && line.kind === 'tokens'));
      if (now === 0) return [];
      const { release } = entity(topology.models, host.model);
      const unit = provisionedPrice(listed, release, 'region' in host ? host.region : '');
      return [
        {
          host: id,
          workload,
          form: 'batch',
          now,
          usdPerYear: prices.batchFactor === 'unknown' ? 'unknown' : now * prices.batchFactor,
          note: prices.batchFactor === 'unknown' ? 'no row says what batch costs here' : 'for tokens that can wait a day; gateways send none as a batch',
        },
        {
          host: id,
          workload,
          form: 'provisioned throughput',
          now,
          usdPerYear: 'unknown',
          note:
            unit === undefined
              ? `no row of ${release} in its region`
              : `a model unit costs ${Math.round(unit.usdPerModelUnitHour * hoursPerYear).toLocaleString('en-US')} a year (${unit.source}, ${unit.asOf}); what one carries is published nowhere`,
        },
      ];
    }),
  );
}
