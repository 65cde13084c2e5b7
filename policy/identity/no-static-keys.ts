import { staticCredentialOf } from '../../catalogue/refused.js';
import { isCustomResource } from '../../clouds/aws.js';
import { credentialCalls, keySwitches, providerKeys } from '../../evidence/secrets/static-credentials.js';
import { renderedText } from '../../evidence/synthesized/rendered-text.js';
import { blocks, dig, type Resource, record } from '../../evidence/synthesized/stack.js';
import type { Rule } from '../rule.js';

export const rule: Rule = {
  id: 'identity/no-static-keys',
  severity: 'fatal',
  title: 'Every caller signs in with a short-lived token; no key, password or API key exists.',
  why: 'A key works for anyone who holds it, from anywhere, until it is revoked. Federation ties each call to a role, ends by itself and leaves nothing to leak or to rotate.',
  fix: 'Use the workload’s gateway role: AWS by role, Google and Azure by its federated token. Switch local authentication off. Keys that applications call a gateway with are no resource and the one exemption: stored as digests, each of one workload, with an end (docs/adr/0111-keys-of-callers.md).',
  source: 'AWS IAM, Google Cloud IAM and Microsoft Entra guidance on workload identity federation',

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
