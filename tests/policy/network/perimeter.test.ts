import { describe, expect, it } from 'vitest';
import { judge } from '../../../policy/engine.js';
import { rule } from '../../../policy/network/perimeter.js';
import { type Json, terraformResourceOf, type Written } from '../../support/documents.js';
import { findings, findingsAfter } from '../../support/findings.js';
import { onGoogleFleet } from '../../support/google-fleet.js';
import { evidenceOf, mutated } from '../../support/synthesized.js';
import { asOf, topologyWith } from '../../support/topologies.js';

const messages = (change: (perimeter: Json, document: Written) => void) =>
  findingsAfter(rule, 'google-foundation-search', (document) =>
    change(terraformResourceOf(document, 'google_access_context_manager_service_perimeter'), document),
  ).map(({ message }) => message);

describe('network/perimeter', () => {
  it.each(['topology.yaml', 'examples/us-maas.yaml', 'examples/hosted-only.yaml'])('accepts what %s synthesizes', (file) => {
    expect(findings(rule, [], file)).toEqual([]);
  });

  it('notices that none is left', () => {
    expect(messages((_, document) => delete document.resource.google_access_context_manager_service_perimeter)).toEqual([
      expect.stringContaining('No perimeter'),
    ]);
  });

  it('notices a service that is no longer restricted', () => {
    expect(messages(({ spec }) => spec.restricted_services.splice(spec.restricted_services.indexOf('discoveryengine.googleapis.com'), 1))).toEqual([
      'restricted_services lacks discoveryengine.googleapis.com.',
    ]);
  });

  it('notices another mode, a stranger and a way out', () => {
    expect(
      messages((perimeter) => {
        perimeter.status = perimeter.spec;
        delete perimeter.spec;
      }),
    ).toEqual([expect.stringContaining('is enforced; the topology says dry-run')]);
    expect(
      messages(({ spec }) => {
        spec.ingress_policies = [{ ingress_from: { identity_type: 'ANY_IDENTITY' } }];
        spec.egress_policies = [{}];
      }),
    ).toEqual(expect.arrayContaining([expect.stringContaining('An egress policy'), expect.stringContaining('ANY_IDENTITY')]));
  });

  it.each<[string, (perimeter: Json, document: Written) => void, string]>([
    ['a reader of logs outside', ({ spec }) => spec.restricted_services.splice(spec.restricted_services.indexOf('logging.googleapis.com'), 1), 'lacks logging'],
    ['callers by their address', ({ spec }) => (spec.access_levels = ['accessPolicies/1/accessLevels/office']), 'accessLevels/office'],
    [
      'a rule from beside it',
      (_, document) => (document.resource.google_access_context_manager_service_perimeter_ingress_policy = { added: {} }),
      'opens a perimeter from beside it',
    ],
    ['other APIs for machines inside', ({ spec }) => (spec.vpc_accessible_services.enable_restriction = false), 'enable_restriction is not true'],
  ])('notices %s', (_, change, said) => {
    expect(messages(change)).toEqual([expect.stringContaining(said)]);
  });

  const enforced = (change: (policy: Json) => void) => {
    const loaded = topologyWith([], 'examples/us-maas.yaml');
    const after = mutated(evidenceOf(loaded), 'google-foundation-models', (document) => {
      change(terraformResourceOf(document, 'google_access_context_manager_service_perimeter').status.ingress_policies[0]);
    });
    return judge([rule], loaded, asOf, after).map(({ message }) => message);
  };
  it.each<[string, (policy: Json) => void, string]>([
    ['another deployer', (policy) => policy.ingress_from.identities.push('user:x@example.com'), 'admits user:x@example.com'],
    ['every project', (policy) => (policy.ingress_to.resources = ['*']), 'leads to *. Allowed: projects/987654321098'],
    ['every service', (policy) => (policy.ingress_to.operations = [{ service_name: '*' }]), 'opens *. Allowed: restricted services'],
    ['no service by name', (policy) => delete policy.ingress_to.operations, 'no service by name'],
  ])('notices an ingress policy for %s', (_, change, said) => {
    expect(enforced(change)).toEqual([expect.stringContaining(said)]);
  });
});

it('wants API keys and images of a fleet inside', () => {
  const opened = onGoogleFleet(
    rule,
    (document) => {
      const perimeter = terraformResourceOf(document, 'google_access_context_manager_service_perimeter');
      perimeter.spec.restricted_services = perimeter.spec.restricted_services.filter((name: string) => !name.startsWith('secretmanager'));
    },
    'google-foundation-gpu',
  );
  expect(opened).toMatchObject([{ path: 'accounts.google.gpu.perimeter', message: expect.stringContaining('lacks secretmanager.googleapis.com') }]);
});
