import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { resourceTable } from '../../catalogue/resources/read.js';
import { fleetParity } from '../../hosts/parity.js';
import { type FleetKey, hostForms } from '../../hosts/schemas.js';
import { answers, type FleetAnswer, fleetQuestions } from '../../hosts/shared/fleet-parity.js';
import { fleetsPage } from '../../reports/fleet-page.js';

const kinds = Object.keys(fleetParity) as FleetKey[];
const cells = kinds.flatMap((kind) => Object.entries<FleetAnswer>(fleetParity[kind]).map(([question, answer]) => [kind, question, answer] as const));

/** Types that were reviewed in stacks of a cloud. */
function typesOn(cloud: string): Set<string> {
  const tables = Object.entries(resourceTable()).flatMap(([kind, table]) => (kind.startsWith(`${cloud}-`) ? [table] : []));
  const names = tables.flatMap((table) => [
    ...table.always,
    ...Object.keys(table.counted),
    ...Object.values(table.where).flat(),
    ...table.together.flat(),
    ...table.sometimes,
  ]);
  return new Set(names.map((name) => name.split(' ')[0] ?? name));
}

const isThere = (kind: FleetKey, what: string) => (what.startsWith('runtime/') ? existsSync(what) : typesOn(hostForms[kind].cloud).has(what));

describe('what fleets do on each cloud', () => {
  it.each(cells.flatMap(([kind, question, answer]) => (answers(answer) ? [[kind, question, answer.by] as const] : [])))('%s, %s: %s does it', (kind, _, by) => {
    expect(isThere(kind, by)).toBe(true);
  });

  it.each(cells.flatMap(([kind, question, answer]) => (answers(answer) || answer.without === undefined ? [] : [[kind, question, answer.without] as const])))(
    '%s, %s: the reason holds while there is no %s',
    (kind, _, without) => {
      expect(isThere(kind, without)).toBe(false);
    },
  );

  it('is a table with a cell for each question and cloud', () => {
    const rows = fleetsPage()
      .split('\n')
      .filter((line) => line.startsWith('| '))
      .slice(2);
    expect(rows.length).toBe(Object.keys(fleetQuestions).length);
    for (const line of rows) {
      const found = line.split(' | ');
      expect(found.length).toBe(kinds.length + 1);
      expect(found.filter((text) => text.replace(/[|\s—]/g, '') === '')).toEqual([]);
    }
    expect(fleetsPage()).toContain('| Capacity that its stacks set aside | on-demand capacity reservations, targeted (`AWS::EC2::CapacityReservation`) |');
  });
});
