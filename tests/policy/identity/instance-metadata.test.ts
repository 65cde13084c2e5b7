import { describe, expect, it } from 'vitest';
import { rule } from '../../../policy/identity/instance-metadata.js';
import { type Json, resourceOf, type Written } from '../../support/documents.js';
import { findings, findingsAfter } from '../../support/findings.js';
import { googleFleet, onGoogleFleet, template } from '../../support/google-fleet.js';

const after = (change: (options: Json, data: Json) => void) =>
  findingsAfter(rule, 'aws-fleet-eu-fleet', (document) => {
    const data = resourceOf(document, 'AWS::EC2::LaunchTemplate').LaunchTemplateData;
    change(data.MetadataOptions, data);
  });

describe(rule.id, () => {
  it('accepts what the fleet launches', () => {
    expect(findings(rule)).toEqual([]);
  });

  it.each<[string, (options: Json, data: Json) => void, string[]]>([
    ['a hop limit of 2', (options) => void (options.HttpPutResponseHopLimit = 2), ['HttpPutResponseHopLimit: received 2. Allowed: 1.']],
    ['optional tokens', (options) => void (options.HttpTokens = 'optional'), ['HttpTokens: received "optional". Allowed: required.']],
    [
      'no options at all: the defaults of the image decide',
      (_, data) => void delete data.MetadataOptions,
      ['HttpTokens: received nothing. Allowed: required.', 'HttpPutResponseHopLimit: received nothing. Allowed: 1.'],
    ],
  ])('notices %s', (_, change, messages) => {
    const found = after(change);
    expect(found.map(({ message }) => message.replace('LaunchTemplateData.MetadataOptions.', '')).sort()).toEqual([...messages].sort());
    expect(found[0]).toMatchObject({ severity: 'error', path: 'hosts.eu-fleet.nodes' });
  });
});

describe('on Google', () => {
  it('accepts nodes as they are emitted', () => expect(findings(rule, [], googleFleet)).toEqual([]));

  it.each<[string, (document: Written) => void, string]>([
    [
      'keys of the project on its nodes',
      (document) => delete template(document).metadata['block-project-ssh-keys'],
      'block-project-ssh-keys: received nothing',
    ],
    ['no OS Login', (document) => void (template(document).metadata['enable-oslogin'] = 'FALSE'), 'enable-oslogin: received FALSE'],
    ['a serial console', (document) => void (template(document).metadata['serial-port-enable'] = 'TRUE'), 'serial-port-enable: received TRUE'],
    [
      'the account that all share',
      (document) => void (template(document).service_account.email = '1-compute@developer.gserviceaccount.com'),
      'service_account.email',
    ],
    ['no account', (document) => delete template(document).service_account, 'service_account.email: received nothing'],
  ])('sees %s', (_, change, message) => {
    expect(onGoogleFleet(rule, change)).toMatchObject([{ severity: 'error', path: 'hosts.eu-gce.nodes', message: expect.stringContaining(message) }]);
  });
});
