import { staticCredentialOf } from '../../catalogue/refused.js';
import { isCustomResource } from '../../clouds/aws.js';
import { approvalOf } from '../../derived/approval-of.js';
import { credentialCalls, keySwitches, providerKeys } from '../../evidence/secrets/static-credentials.js';
import { renderedText } from '../../evidence/synthesized/rendered-text.js';
import { blocks, dig, type Resource, record } from '../../evidence/synthesized/stack.js';
import { pathOf } from '../../topology/path.js';
import { sortedEntries } from '../../topology/views.js';
import type { Rule } from '../rule.js';

export const rule: Rule = {
  id: 'identity/no-static-keys',
  severity: 'fatal',
  title: 'Every caller signs in with a short-lived token; no key, password or API key exists.',
  why: 'A key works for anyone who holds it, from anywhere, until it is revoked. Federation ties each call to a role, ends by itself and leaves nothing to leak or to rotate.',
  fix: 'Use the workload’s gateway role: AWS by role, Google and Azure by its federated token. Switch local authentication off. Keys that applications call a gateway with are no resource: stored as digests, each of one workload, with an end (docs/adr/0111-keys-of-callers.md). A provider that takes no token of AWS is called with a key that an approval of kind static-key names (docs/adr/0150-ibm-takes-no-token-of-aws.md).',
  source: 'AWS IAM, Google Cloud IAM and Microsoft Entra guidance on workload identity federation',

  *topology({ topology, asOf }) {
    for (const [id, host] of sortedEntries(topology.hosts)) {
      if (!('apiKey' in host)) continue;
      const path = pathOf('hosts', id, 'apiKey');
      const { inForce, lapsed } = approvalOf(topology, 'static-key', pathOf('hosts', id), asOf);
      const also = lapsed === undefined ? '' : ` Approval ${lapsed} is not in force.`;
      if (inForce === undefined)
        yield {
          path,
          message: `${id} is called with a key of its provider, which takes no token of AWS.${also} Needed: an approval of kind static-key with subject hosts.${id}.`,
        };
      else if (host.apiKey.expires < asOf)
        yield {
          path: `${path}.expires`,
          message: `The key of ${id} ended on ${host.apiKey.expires}.`,
          fix: 'Make another key at the provider, put it into the secret, take the old one away, and record the end of the new one.',
        };
      else if (host.apiKey.expires > (topology.approvals[inForce]?.expires ?? asOf))
        yield {
          path: `${path}.expires`,
          message: `The key of ${id} ends on ${host.apiKey.expires}, after approval ${inForce} does. Allowed: no later than that.`,
        };
    }
  },

  *stack(stack) {
    for (const [provider, configurations] of Object.entries(record(stack.document['provider']))) {
      for (const key of blocks(configurations).flatMap((block) => providerKeys.filter((name) => block[name] !== undefined))) {
        yield { path: stack.origin, stack, message: `Provider ${provider} of ${stack.name} signs in with ${key}. Allowed: the identity of the deployer.` };
      }
    }
  },

  *resource(resource) {
    const found = staticCredential(resource);
    if (found !== undefined) yield { path: resource.origin, resource, message: `${resource.id} is ${found}. No static credential is allowed.` };
    for (const { type, field, value } of keySwitches) {
      if (type !== resource.type) continue;
      const set = dig(resource.properties, ...field);
      const actual = set === undefined || set === null ? undefined : renderedText(set);
      if (actual === value) continue;
      yield { path: resource.origin, resource, message: `${resource.id} has ${field.join('.')} ${actual ?? 'unset'}. Allowed: ${value ?? 'unset'}.` };
    }
  },
};

function staticCredential(resource: Resource): string | undefined {
  const known = staticCredentialOf(resource.type);
  if (known !== undefined) return known;
  if (!isCustomResource(resource.type)) return undefined;
  const [call] = credentialCalls.exec(renderedText(resource.properties)) ?? [];
  return call === undefined ? undefined : `a custom resource that calls ${call}`;
}
