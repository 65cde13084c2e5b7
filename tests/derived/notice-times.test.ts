import { describe, expect, it } from 'vitest';
import { scheduleExpressions } from '../../derived/notice-times.js';
import { topologyWith } from '../support/topologies.js';

describe('times of schedules', () => {
  it('are those of lifecycle checks alone where no block is declared', () => {
    expect(scheduleExpressions(topologyWith([], 'examples/us-maas.yaml').topology)).toEqual(['rate(6 hours)']);
  });

  it('tell two weeks, three days and an hour before a block ends, at 11:00 UTC of its last day', () => {
    // The block of the example ends on 26 April 2027.
    expect(scheduleExpressions(topologyWith([], 'examples/sovereign.yaml').topology)).toEqual([
      'rate(6 hours)',
      'cron(0 11 12 4 ? *)',
      'cron(0 11 23 4 ? *)',
      'cron(0 10 26 4 ? *)',
    ]);
  });
});
