import { pathOf } from '../../topology/path.js';
import type { HostWords } from '../shared/host-words.js';
import type { DatabricksHost } from './schema.js';

const size = ({ modelUnits }: DatabricksHost) => (modelUnits === undefined ? 'pay per token' : `${modelUnits} model units`);

export const words: HostWords<DatabricksHost> = {
  size,
  summary: size,
  destination: 'none',
  changes: ({ id, was, is }) => {
    if (was.modelUnits === is.modelUnits) return [];
    const path = pathOf('hosts', id, 'modelUnits');
    return [{ path, tells: [path], text: `\`${id}\`: ${size(was)} → ${size(is)}` }];
  },
};
