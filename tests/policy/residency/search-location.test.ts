import { describe, expect, it } from 'vitest';
import { rule } from '../../../policy/residency/search-location.js';
import { terraformResourceOf } from '../../support/documents.js';
import { findings, findingsAfter, topologyFindings } from '../../support/findings.js';

describe(rule.id, () => {
  it('accepts eu for an EU workload', () => {
    expect(findings(rule)).toEqual([]);
  });

  it.each(['global', 'us'])("refuses %s for an EU workload, at the location's line", (location) => {
    const found = topologyFindings(rule, [['location: eu\n', `location: ${location}\n`]]);
    expect(found).toMatchObject([{ path: 'hosts.grounding.search.location', severity: 'fatal', message: expect.stringContaining(`Location ${location}`) }]);
  });

  it('refuses global for customer data even where the zone is any', () => {
    const anyZone: [string, string] = ['    description: Answers from service manuals, with citations\n    zone: eu\n', '    zone: any\n'];
    expect(topologyFindings(rule, [anyZone, ['location: eu\n', 'location: global\n']])).toHaveLength(1);
    expect(findings(rule, [anyZone, ['location: eu\n', 'location: us\n']])).toEqual([]);
  });

  it('notices a data store moved in the output', () => {
    const found = findingsAfter(rule, 'google-search-grounding', (document) => {
      terraformResourceOf(document, 'google_discovery_engine_data_store').location = 'global';
    });
    expect(found).toMatchObject([{ path: 'hosts.grounding.search.location', message: expect.stringContaining('location is global') }]);
  });
});
