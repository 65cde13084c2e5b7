import { expect, it } from 'vitest';
import { rule } from '../../../policy/capacity/emitted.js';
import { findings } from '../../support/findings.js';
import { topologies } from '../../support/topologies.js';

it.each(topologies.map(([, file]) => file))('accepts %s', (file) => {
  expect(findings(rule, [], file)).toEqual([]);
});
