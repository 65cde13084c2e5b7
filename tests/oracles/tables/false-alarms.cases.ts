import { expect, it } from 'vitest';
import { judge } from '../../../policy/engine.js';
import { rules } from '../../../policy/rules.js';
import { evidenceOf } from '../../support/synthesized.js';
import { asOf } from '../../support/topologies.js';
import { generated } from './generated.js';

/** Rules that compare with a table or with what they derive: whatever a topology says, its own output is no finding. */
const closed = [
  'capacity/emitted',
  'data-use/model-server',
  'delivery/admitted',
  'delivery/armed',
  'delivery/heard',
  'identity/principals',
  'network/as-derived',
  'residency/copies',
  'residency/guards',
  'residency/recorded-values',
  'state/bootstrap',
  'state/complete',
  'state/resources',
  'state/shape',
  'state/shared-value',
  'state/unreviewed-argument',
  'state/unreviewed-type',
  'supply-chain/reviewed-script',
];

/** Topologies by default; `RUNS=400 SEED=7` for a longer look. */
const runs = 8;

it('rules that know what is allowed find nothing in what topologies synthesize, whoever wrote them', { timeout: 3_600_000 }, () => {
  const judged = rules.filter(({ id }) => closed.includes(id));
  expect(judged.length).toBe(closed.length);
  const topologies = generated(Number(process.env['RUNS'] ?? runs), Number(process.env['SEED'] ?? 20_261_130));
  expect(topologies.length).toBeGreaterThan(2);
  const found = topologies.flatMap((loaded) =>
    judge(judged, loaded, asOf, evidenceOf(loaded)).map(({ rule, stack, message }) => `${loaded.source.file} ${rule} ${stack}: ${message}`),
  );
  expect(found).toEqual([]);
});
