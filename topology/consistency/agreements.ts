import type { Topology } from '../schema/topology.js';
import type { Misfit } from './misfit.js';

/** What was agreed with others lasts for a time that is one. */
export function agreementMisfits({ contracts, licence: { separateLicence } }: Topology): Misfit[] {
  const terms = Object.entries(contracts).flatMap(([id, { term, commitments }]) => [
    { path: ['contracts', id, 'term', 'end'], ...term },
    ...Object.entries(commitments).map(([name, { start, end }]) => ({ path: ['contracts', id, 'commitments', name, 'end'], start, end })),
  ]);
  const granted =
    separateLicence === 'none' || separateLicence.expires === 'none'
      ? []
      : [{ path: ['licence', 'separateLicence', 'expires'], start: separateLicence.grantedOn, end: separateLicence.expires }];
  return [...terms, ...granted].flatMap(({ path, start, end }) =>
    end < start ? [{ path, message: `received ${end}, and it starts on ${start}. Allowed: that day or a later one.` }] : [],
  );
}
