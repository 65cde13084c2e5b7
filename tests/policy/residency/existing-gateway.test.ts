import { describe, expect, it } from 'vitest';
import { readZone } from '../../../evidence/gateway/zone.js';
import { judge } from '../../../policy/engine.js';
import { rule } from '../../../policy/residency/existing-gateway.js';
import { rule as reach } from '../../../policy/residency/gateway-reach.js';
import { topologyFindings } from '../../support/findings.js';
import { asOf, type Edit, topologies, topologyWith } from '../../support/topologies.js';

const file = 'examples/existing-gateway.yaml';
const found = (...edits: readonly Edit[]) => topologyFindings(rule, edits, file).map(({ severity, path, message }) => `${severity} ${path}: ${message}`);
const without = (kind: string): Edit => [`kind: gateway-${kind}\n    subject: gateway.zones.us\n`, 'kind: quota\n    subject: hosts.us-bedrock\n'];

describe(rule.id, () => {
  it.each(topologies)('accepts %s', (_, one) => {
    expect(topologyFindings(rule, [], one)).toEqual([]);
  });

  it.each([
    ['routing', 'fatal', 'each workload is sent to the hosts of its route alone, of us-bedrock, us-vertex, whatever a caller sends'],
    ['fields', 'fatal', 'fields, headers and paths of callers are taken from a list'],
    ['logs', 'fatal', 'no prompt and no answer is in a log, trace or cache'],
    ['identity', 'fatal', 'nobody else is or may act as serviceAccount:llm-gateway@acme-platform.iam.gserviceaccount.com, and it has no key'],
    ['guards', 'fatal', 'helpdesk is answered only after its guard or search was asked, and not while that is down'],
    ['caps', 'error', 'background workloads keep their share of a fleet and residents go first'],
  ])('asks who answers for %s', (kind, severity, what) => {
    expect(found(without(kind))).toEqual([
      `${severity} gateway.zones.us: Nobody answers for the gateway of us that ${what}. Needed: an approval of kind gateway-${kind}.`,
    ]);
  });

  it('names an approval that has ended', () => {
    const late = judge([rule], topologyWith([], file), '2027-11-02', {}).map(({ message }) => message);
    expect(late).toHaveLength(10);
    expect(late.join('\n')).toContain('Approval gateway-routing is not in force.');
  });

  it('asks for guards where a workload has one', () => {
    const grounded: Edit = ['    class: variable\n    load: { tokensPerYear: 1670', '    class: grounded\n    load: { tokensPerYear: 1670'];
    expect(found(without('guards'), grounded)).toEqual([
      expect.stringMatching(/^fatal .*helpdesk is answered/),
      expect.stringMatching(/^fatal .*variable is answered only after its guard or search was asked.*gateway-guards\.$/),
    ]);
  });

  it('asks for nobody’s word on an identity where none is brought', () => {
    const own: Edit = ['      googlePrincipal: serviceAccount:llm-gateway@acme-platform.iam.gserviceaccount.com\n', ''];
    expect(found(own, without('identity'))).toEqual([]);
  });

  it('does not let files of a gateway lie beside it', () => {
    const zone = readZone({ zone: 'us', files: {} });
    const files = judge([reach], topologyWith([], file), asOf, { gateway: [zone] }).map(({ message }) => message);
    expect(files).toContainEqual('There are files for a gateway of us. Allowed with engine existing: none.');
  });
});
