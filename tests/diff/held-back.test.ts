import { describe, expect, it } from 'vitest';
import { expectedStacks } from '../../derived/expected-stacks.js';
import { compare } from '../../diff/compare.js';
import type { Side } from '../../diff/side.js';
import { rehearsed } from '../support/gateway.js';
import { evidenceOf } from '../support/synthesized.js';
import { type Edit, topologyWith } from '../support/topologies.js';

const asOf = '2026-11-24';

/** Everything that a topology asks for once all is known. */
function whole(edits: readonly Edit[] = []): Side {
  const loaded = topologyWith(edits);
  const { aws = [], terraform = [] } = evidenceOf(loaded);
  return { label: 'whole', loaded, stacks: [...aws, ...terraform], gateway: gatewayFiles(), findings: [], notes: [] };
}

/** Files of its gateways, as a comparison reads them. */
function gatewayFiles(): Record<string, unknown> {
  const zones = Object.entries(rehearsed().files).flatMap(([zone, files]) =>
    Object.entries(files).map(([name, text]) => [`${zone}/${name}`, name.endsWith('.json') ? JSON.parse(text) : text]),
  );
  return Object.fromEntries(zones);
}

/** The same as no example: no weights are recorded and no value is known, so stacks and files that wait for them are not made. */
function before(side: Side): Side {
  const loaded = { ...side.loaded, topology: { ...side.loaded?.topology, example: false }, outputs: {} } as unknown as NonNullable<Side['loaded']>;
  const made = new Set(expectedStacks(loaded.topology, loaded.outputs).map(({ name }) => name));
  return { ...side, label: 'waiting', loaded, stacks: side.stacks.filter(({ name }) => made.has(name)), gateway: {} };
}

describe('a side that holds stacks back', () => {
  const full = whole();
  const waiting = before(full);

  it('deletes none of them: what is deployed stays, which a note says', () => {
    expect(waiting.stacks.length).toBeLessThan(full.stacks.length);
    const { changes, notes, verdict } = compare(full, waiting, asOf);
    expect(changes.filter(({ action }) => action === 'delete')).toEqual([]);
    expect(verdict.approvals).toEqual([]);
    expect(notes.join()).toMatch(/state\/unbound.*acme-prod-aws-fleet-eu-fleet.*gateway eu/);
  });

  it('deletes what will be made again elsewhere: in the region or account that is left nothing updates it', () => {
    const name = 'acme-prod-aws-fleet-eu-fleet';
    for (const elsewhere of [{ region: 'eu-west-1' }, { account: '999999999999' }]) {
      const moved = { ...full, stacks: full.stacks.map((stack) => (stack.name === name ? { ...stack, ...elsewhere } : stack)) };
      const { changes } = compare(moved, waiting, asOf);
      expect(new Set(changes.flatMap(({ action, stack }) => (action === 'delete' ? [stack] : [])))).toEqual(new Set([name]));
    }
  });

  it('deletes what the topology no longer asks for, and says so of a side without a topology', () => {
    const { loaded: _, ...unknown } = waiting;
    expect(compare(full, unknown, asOf).changes.some(({ action, stack }) => action === 'delete' && stack === 'acme-prod-aws-fleet-eu-fleet')).toBe(true);
    const gone = { ...waiting, stacks: waiting.stacks.filter(({ name }) => !name.includes('aws-lifecycle')) };
    expect(
      new Set(
        compare(full, gone, asOf)
          .changes.filter(({ action }) => action === 'delete')
          .map(({ stack }) => stack),
      ),
    ).toEqual(new Set(full.stacks.flatMap(({ name }) => (name.includes('aws-lifecycle') ? [name] : []))));
  });
});
