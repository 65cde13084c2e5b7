import { describe, expect, it } from 'vitest';
import { scriptTable, sensitive } from '../../catalogue/scripts/read.js';
import { unreviewed } from '../oracles/tables/learned-scripts.js';

// That it is what legitimate topologies emit is in tests/oracles/tables.

describe('the table of reviewed programs', () => {
  it('says of every program what a reviewer found in it', () => {
    expect(unreviewed(scriptTable())).toEqual([]);
    const programs = Object.values(scriptTable()).flatMap((ofKind) => Object.values(ofKind));
    expect(programs.length).toBeGreaterThan(10);
    for (const { handles } of programs) for (const one of handles) expect(sensitive).toContain(one);
  });
});
