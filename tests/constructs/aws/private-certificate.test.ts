import { expect, it } from 'vitest';
import { resourceOf } from '../../support/documents.js';
import { linkedDocument } from '../../support/linked.js';

it('a private certificate is of one name, and the listener shows it', () => {
  const fleet = linkedDocument('aws-fleet-eu-fleet');
  const { Tags, ...certificate } = resourceOf(fleet, 'AWS::CertificateManager::Certificate');
  expect(certificate).toEqual({
    CertificateAuthorityArn: 'arn:aws:acm-pca:eu-north-1:999900001111:certificate-authority/00000000-0000-0000-0000-000000000000',
    DomainName: 'llama.eu.acme.internal',
    KeyAlgorithm: 'RSA_2048',
  });
  expect(resourceOf(fleet, 'AWS::ElasticLoadBalancingV2::Listener').Certificates).toEqual([
    { CertificateArn: { Ref: expect.stringContaining('Certificate') } },
  ]);
});
