import { pathOf } from '../../topology/path.js';
import type { Topology } from '../../topology/schema/topology.js';
import { sortedEntries } from '../../topology/views.js';
import type { Rule } from '../rule.js';

export const rule: Rule = {
  id: 'identity/caller-tokens',
  severity: 'fatal',
  title: 'Tokens that callers send are of the issuer and audience of their zone, and signed by a key that the topology has.',
  why: 'A token for another zone opens this one where both have one audience. One whose algorithm the token itself chooses is signed by anybody: with `none`, or with the public key as a shared secret. And keys that are fetched are those of whoever answers.',
  fix: 'Have the identity provider issue tokens with an audience for each zone, and name it with the public keys under gateway.zones.<zone>.identity. Restore policy.json as npm run synth writes it.',
  source: 'RFC 8725, JSON Web Token Best Current Practices, 3.1, 3.8, 3.9',

  *topology({ topology }) {
    const zones = sortedEntries(topology.gateway.zones);
    for (const [zone, { identity }] of zones) {
      if (identity === undefined) continue;
      const same = zones.filter(([other, one]) => other !== zone && one.identity?.issuer === identity.issuer && one.identity.audience === identity.audience);
      if (same.length > 0)
        yield {
          path: pathOf('gateway', 'zones', zone, 'identity', 'audience'),
          message: `Tokens for ${identity.audience} of ${identity.issuer} open ${zone} and ${same.map(([other]) => other).join(', ')}. Allowed: an audience for each zone.`,
        };
    }
  },

  *gateway(zones, { topology }) {
    for (const { zone, policy } of zones) {
      if (policy === undefined) continue;
      for (const message of tokenProblems(topology, zone, policy.tokens))
        yield { path: pathOf('gateway', 'zones', zone), message, named: { stack: `gateway.out/${zone}` } };
    }
  },
};

type Tokens = {
  readonly issuer: string;
  readonly audience: string;
  readonly algorithms: readonly string[];
  readonly keys: readonly { readonly kid: string; readonly alg: string }[];
};

function* tokenProblems(topology: Topology, zone: string, found: Tokens | undefined): Iterable<string> {
  const wanted = topology.gateway.zones[zone]?.identity;
  if (found === undefined) return;
  if (wanted === undefined) {
    yield `policy.json takes tokens of ${found.issuer}. Allowed: keys alone, since the zone names no identity.`;
    return;
  }
  if (found.issuer !== wanted.issuer) yield `policy.json takes tokens of ${found.issuer}. Allowed: ${wanted.issuer}.`;
  if (found.audience !== wanted.audience) yield `policy.json takes tokens for ${found.audience}. Allowed: ${wanted.audience}.`;
  const allowed = new Set<string>(Object.values(wanted.keys).map(({ alg }) => alg));
  const strange = found.algorithms.filter((one) => !allowed.has(one));
  if (strange.length > 0)
    yield `policy.json takes tokens signed with ${strange.join(', ')}. Allowed: ${[...allowed].sort().join(', ')}, of the keys of the issuer.`;
  for (const { kid } of found.keys.filter((key) => wanted.keys[key.kid] === undefined))
    yield `policy.json takes the key ${kid}, which is none of the issuer's. Allowed: ${Object.keys(wanted.keys).sort().join(', ')}.`;
}
