import { describe, expect, it } from 'vitest';
import { rule } from '../../../policy/identity/gateway-caller.js';
import { foundAfter, rehearsed } from '../../support/gateway.js';
import { type Fault, refuses } from '../../support/gateway-edits.js';
import { topologies } from '../../support/topologies.js';

const reference = rehearsed();

const faults: readonly Fault[] = [
  [
    'the role of another workload',
    'us',
    'translator.json',
    (t) => void (t.deployments['variable.us-bedrock'].role = 'arn:aws:iam::111122223333:role/llama-platform-acme-development'),
    'llama-platform-acme-development',
  ],
  [
    'the credential of another workload',
    'any',
    'tokens.json',
    (t) => void (t.credentials['global-assist.eu-fleet'].role = 'arn:aws:iam::111122223333:role/llama-platform-acme-development'),
    'llama-platform-acme-development',
  ],
  ['no credential', 'eu', 'tokens.json', (t) => void (t.credentials = {}), 'nobody that tokens.json knows'],
  [
    'tokens from elsewhere',
    'eu',
    'tokens.json',
    (t) => void (t.credentials['eu-production.eu-fleet'].stsEndpoint = 'https://sts.us-east-1.amazonaws.com'),
    'sts.us-east-1',
  ],
];

/** The first zone with a token of Databricks asks another workspace for it. */
const ofWorkspaces: readonly Fault[] = [
  [
    'a token of another workspace',
    'any',
    'tokens.json',
    (t) => void (t.credentials['drafts.by-token'].tokenEndpoint = 'https://other.cloud.databricks.com/oidc/v1/token'),
    'Google’s token services, lake.cloud.databricks.com',
  ],
];

const ofVaults: readonly Fault[] = [
  [
    'the key of a fleet in a vault of somebody else',
    'us',
    'tokens.json',
    (t) => void (t.credentials['claims.us-nd'].secret = 'https://other.vault.azure.net/secrets/api-key'),
    'Google’s token services, us-nd-key-us-nd-00000000.vault.azure.net',
  ],
];

describe(rule.id, () => {
  it.each(topologies)('finds nothing in %s', (_, file) => {
    expect(foundAfter([rule], rehearsed(file)).map(({ message }) => message)).toEqual([]);
  });

  refuses(rule, reference, faults);
  describe('with workspaces of Databricks', () => refuses(rule, rehearsed('examples/lakehouse.yaml'), ofWorkspaces));
  describe('with fleets on Azure', () => refuses(rule, rehearsed('examples/azure-nodes.yaml'), ofVaults));
});
