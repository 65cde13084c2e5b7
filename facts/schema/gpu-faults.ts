import { count, row, text } from './row.js';

export const gpuFaults = {
  fatal: row('An XID code after which only a reset or another machine helps', { xid: count, what: text }),
};
