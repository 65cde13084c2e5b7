import { describe, expect, it } from 'vitest';
import { rule } from '../../../policy/residency/search-location.js';
import { terraformResourceOf } from '../../support/documents.js';
import { findings, findingsAfter, topologyFindings } from '../../support/findings.js';
import { topologyWith } from '../../support/topologies.js';

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

  // The workload's own hosts are in its zone; only its questions go to the index.
  const named = (more: string): [string, string] => [
    '    dataClass: internal\n    class: development\n',
    `    dataClass: internal\n    class: grounded\n    search: grounding\n${more}`,
  ];

  it('judges an index that a workload names beside its route', () => {
    expect(topologyFindings(rule, [named('')])).toEqual([]);
    const inTheStates: [string, string] = ['    description: Experiments on synthetic data\n    zone: any\n', '    zone: us\n'];
    expect(topologyFindings(rule, [named(''), inTheStates])).toMatchObject([
      { path: 'workloads.development.search', severity: 'fatal', message: expect.stringContaining('development (internal data) must stay in zone us (US)') },
    ]);
  });

  it('refuses an index for a workload that single regions alone may process', () => {
    expect(topologyFindings(rule, [named('    regions: [swedencentral]\n')])).toMatchObject([
      { path: 'workloads.development.search', message: 'Location eu of the index of grounding is no single region; development allows only swedencentral.' },
    ]);
  });

  it('notices a data store moved in the output', () => {
    const found = findingsAfter(rule, 'google-search-grounding', (document) => {
      terraformResourceOf(document, 'google_discovery_engine_data_store').location = 'global';
    });
    expect(found).toMatchObject([{ path: 'hosts.grounding.search.location', message: expect.stringContaining('location is global') }]);
  });
});

it.each([
  [
    'without an index',
    'class: grounded\n    search: us-bedrock\n',
    'workloads.development.search: received "us-bedrock", which has no search index. Allowed: grounding.',
  ],
  ['that nobody declared', 'class: grounded\n    search: groundin\n', 'Did you mean "grounding"?'],
  ['for a workload of another class', 'class: variable\n    search: grounding\n', 'and the class is variable. Allowed with class grounded alone.'],
])('the loader refuses a search host %s', (_, text, says) => {
  expect(() => topologyWith([['    dataClass: internal\n    class: development\n', `    dataClass: internal\n    ${text}`]])).toThrow(says);
});
