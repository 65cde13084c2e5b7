import { describe, expect, it } from 'vitest';
import { rule } from '../../../policy/supply-chain/weights-supplied.js';
import { topologyFindings } from '../../support/findings.js';
import { type Edit, topologies } from '../../support/topologies.js';

const role: Edit = ['weights:\n  ingestRole: arn:aws:iam::555566667777:role/weights-release\n', ''];
const account: Edit = ['  ingestServiceAccount: weights-ingest@acme-llama-supply.iam.gserviceaccount.com\n', ''];
const job: Edit = [
  `weights:
  ingest:
    account: supply
    image: weights-ingest:1@sha256:${'0'.repeat(64)}
    regions:
      eu-central-1: { cidr: 10.43.0.0/24, availabilityZone: eu-central-1a }
    startedBy: ["arn:aws:iam::555566667777:role/ml-platform-release"]
`,
  '',
];

describe(rule.id, () => {
  it.each(topologies)('accepts %s', (_, file) => expect(topologyFindings(rule, [], file)).toEqual([]));

  it('refuses a fleet on AWS with neither a job nor a role, at its model, and names an account where nothing serves', () => {
    const found = topologyFindings(rule, [role], 'examples/transition.yaml');
    expect(found).toMatchObject([
      {
        path: 'hosts.desk-fleet.model',
        severity: 'error',
        message:
          'desk-fleet serves llama3 and llama31 from a bucket of desk in eu-north-1, and nothing brings weights there: the topology has neither weights.ingest nor weights.ingestRole.',
      },
    ]);
    expect(found[0]?.fix).toContain('account is release, an account in which nothing serves');
    expect(found[0]?.fix).toContain('eu-north-1: {cidr, availabilityZone: eu-north-1a}');
  });

  it('refuses imported weights that nothing brings', () => {
    expect(topologyFindings(rule, [job], 'examples/eu-import.yaml')).toMatchObject([{ path: 'hosts.eu-import.model' }]);
  });

  it('takes the job on AWS for no supply of a fleet on Google', () => {
    const found = topologyFindings(rule, [[`weights:\n${account[0]}`, '']], 'examples/eu-gce.yaml');
    expect(found).toMatchObject([{ path: 'hosts.eu-gce.model', message: expect.stringContaining('no weights.ingestServiceAccount') }]);
    const elsewhere: Edit = ['  ingestServiceAccount: weights-ingest@nordic-llama-supply.iam.gserviceaccount.com\n', ''];
    expect(topologyFindings(rule, [elsewhere], 'examples/landing-zone.yaml')).toMatchObject([{ path: 'hosts.gce.model' }]);
  });

  it('asks for an account where none is left', () => {
    const alone: Edit[] = [role, ['    # Brings weights in, with a job of the company\'s own.\n    release: { id: "555566667777" }\n', '']];
    expect(topologyFindings(rule, alone, 'examples/transition.yaml')[0]?.fix).toContain('an AWS account in which nothing serves, added to accounts.aws');
  });
});
