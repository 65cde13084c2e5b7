import { crossChecks, tokenPrices } from '../../facts/prices.js';
import { costOf } from '../../hosts/costs.js';
import type { Host } from '../../hosts/schemas.js';
import type { Topology } from '../../topology/schema/topology.js';
import { entity } from '../../topology/views.js';

/** Two sources that differ by more cannot both be right. */
const most = 2;

/** What speaks against the price of a host that is paid by the token, in words. */
export function contradictions(topology: Topology, host: Host): string[] {
  const { tokens, listed } = costOf(host);
  const prices = tokens(topology, host);
  if (prices === 'by capacity') return [];
  const { release } = entity(topology.models, host.model);
  const [input, output] = [prices.input.usd, prices.output.usd];
  if (input === 'unknown' || output === 'unknown') {
    return tokenPrices()
      .filter((row) => row.host === listed && row.release === release && row.flag !== undefined)
      .map((row) => `its only row is flagged ${row.flag}${row.note === undefined ? '' : ` (${row.note})`}`)
      .slice(0, 1);
  }
  return against({ input, output }, crossChecks(listed, release));
}

/** What speaks against a price: that it is zero, or other sources that differ by too much in either direction. */
export function against(
  { input, output }: { readonly input: number; readonly output: number },
  said: readonly Pick<ReturnType<typeof crossChecks>[number], 'input' | 'output' | 'source' | 'asOf'>[],
): string[] {
  if (input === 0 || output === 0) return ['it is zero'];
  return said
    .filter((row) => Math.max(row.input / input, input / row.input, row.output / output, output / row.output) > most)
    .map((row) => `${input} and ${output} here, ${row.input} and ${row.output} in ${row.source} of ${row.asOf}`);
}
