import { describe, expect, it } from 'vitest';
import { rule } from '../../../policy/network/perimeter.js';
import { onGoogleFleet } from '../google-fleet.js';
import { findings, findingsAfter, terraformResourceOf } from '../harness.js';

const messages = (change: (perimeter: any, document: any) => void) =>
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
    ).toEqual([expect.stringContaining('An egress policy'), expect.stringContaining('ANY_IDENTITY')]);
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
