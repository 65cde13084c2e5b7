import { describe, expect, it } from 'vitest';
import { gatewayRoleName, physicalName } from '../../derived/names.js';
import { nameLimit } from '../../facts/limits.js';

describe('physicalName', () => {
  it('leaves short names alone', () => {
    expect(physicalName(32, 'acme', 'eu-fleet')).toBe('acme-eu-fleet');
  });

  it('keeps long names within the limit, and different from each other', () => {
    const a = physicalName(32, 'topology10', 'a-host-with-19-chars', 'x');
    const b = physicalName(32, 'topology10', 'a-host-with-19-chars', 'y');
    expect(a).toMatch(/^[a-z0-9-]{25}-[0-9a-f]{6}$|^[a-z0-9-]+-[0-9a-f]{6}$/);
    expect(a.length).toBeLessThanOrEqual(32);
    expect(a).not.toBe(b);
  });

  it('never ends a cut with a double hyphen', () => {
    expect(physicalName(12, 'abcd-', 'efghijklmnop')).not.toContain('--');
  });

  it('fits the longest topology and workload into a role name', () => {
    expect(gatewayRoleName('a'.repeat(10), 'b'.repeat(19)).length).toBeLessThanOrEqual(nameLimit('role'));
  });
});
