import { expect, it } from 'vitest';
import { pair } from '../support/pair.js';
import { topologies } from '../support/topologies.js';

it.each(topologies)('a comparison of %s with itself is empty', (_, file) => {
  expect(pair({}, { file }).verdict).toMatchObject({ empty: true, counts: {}, risk: 'none', approvals: [] });
});
