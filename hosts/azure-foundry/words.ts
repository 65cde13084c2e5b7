import { pathOf } from '../../topology/path.js';
import type { HostWords } from '../shared/host-words.js';
import { capacityOf, type FoundryCapacity } from './capacity.js';
import type { AzureFoundryHost } from './schema.js';

export const words: HostWords<AzureFoundryHost> = {
  size: (host) => `${host.sku} ${number(host)} ${short[capacityOf(host).unit]}`,
  summary: (host) => `sku ${host.sku}, ${number(host)} ${long[capacityOf(host).unit]}`,
  destination: { field: 'sku', value: ({ sku }) => sku },
  changes: ({ id, was, is }) => {
    const [before, after] = [capacityOf(was).unit, capacityOf(is).unit];
    if (was.capacity === is.capacity && before === after) return [];
    const unit = before === after ? '' : ` ${long[before]}`;
    return [
      {
        path: pathOf('hosts', id, 'capacity'),
        tells: [pathOf('hosts', id, 'capacity')],
        text: `\`${id}\`: ${number(was)}${unit} → ${number(is)} ${long[after]}`,
      },
    ];
  },
};

const long: Readonly<Record<FoundryCapacity['unit'], string>> = {
  'tokens a minute': 'tokens a minute',
  'provisioned units': 'provisioned units',
  'tokens waiting': 'tokens waiting',
  unknown: 'of a unit that is not known',
};
const short: typeof long = { ...long, 'tokens a minute': 'TPM', 'provisioned units': 'PTU' };

function number(host: AzureFoundryHost): string {
  return capacityOf(host).unit.startsWith('tokens') ? `${host.capacity}k` : String(host.capacity);
}
