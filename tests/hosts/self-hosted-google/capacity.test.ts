import { describe, expect, it } from 'vitest';
import type { Json } from '../../support/documents.js';
import { written } from '../../support/synthesized.js';

describe('the capacity stack of a fleet on Google', () => {
  it('holds reservations alone, one for each zone, of the machines of its fleet', () => {
    const { resource } = written('google-capacity-eu-gce', 'examples/eu-gce.yaml');
    expect(Object.keys(resource)).toEqual(['google_compute_reservation']);
    expect(Object.values<Json>(resource['google_compute_reservation']).map(({ zone, specific_reservation: { count } }) => [zone, count])).toEqual([
      ['europe-west4-b', 2],
      ['europe-west4-c', 1],
    ]);
  });
});
