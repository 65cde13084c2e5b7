import { describe, expect, expectTypeOf, it } from 'vitest';
import type { BedrockHost } from '../../hosts/bedrock/schema.js';
import { traits as bedrock } from '../../hosts/bedrock/traits.js';
import { hostGateways } from '../../hosts/gateways.js';
import { hostJudges } from '../../hosts/judges.js';
import { hostPresence } from '../../hosts/presence.js';
import { hostOutputs } from '../../hosts/recorded-outputs.js';
import { type Host, type HostKey, hostForms, type KeyOn } from '../../hosts/schemas.js';
import type { HostJudge } from '../../hosts/shared/host-judge.js';
import type { HostStacks } from '../../hosts/shared/host-stacks.js';
import type { HostTraits, NetworkTraits, OfferTraits } from '../../hosts/shared/host-traits.js';
import type { HostWords } from '../../hosts/shared/host-words.js';
import { awsHostStacks } from '../../hosts/stacks-aws.js';
import { hostTraits } from '../../hosts/traits.js';
import { hostWords } from '../../hosts/words.js';
import { unprovisionedHosts } from '../../stacks/provisioned.js';
import type { HostForm } from '../../topology/schema/host-form.js';
import { topologyWith } from '../support/topologies.js';

/** Kinds as they would be with one more on AWS. `tsc` checks the expectations below: an error that does not come is an error. */
type Key = HostKey | 'made-up';

/** Members that may be left out. */
type Optional<T> = { [K in keyof T]-?: Record<never, never> extends Pick<T, K> ? K : never }[keyof T];

describe('a made-up kind of host', () => {
  it('is missed by every registry until it has a line there', () => {
    // @ts-expect-error: no form
    hostForms satisfies Record<Key, unknown>;
    // @ts-expect-error: no traits
    hostTraits satisfies Record<Key, unknown>;
    // @ts-expect-error: no judge
    hostJudges satisfies Record<Key, unknown>;
    // @ts-expect-error: no outputs
    hostOutputs satisfies Record<Key, unknown>;
    // @ts-expect-error: no questions about what its stacks have
    hostPresence satisfies Record<Key, unknown>;
    // @ts-expect-error: no gateway
    hostGateways satisfies Record<Key, unknown>;
    // @ts-expect-error: no words
    hostWords satisfies Record<Key, unknown>;
    // @ts-expect-error: no stacks
    awsHostStacks satisfies Record<KeyOn<'aws'> | 'made-up', unknown>;
    expect(Object.keys(hostForms)).not.toContain('made-up');
  });

  it('answers every question: no facet has a member that may be left out', () => {
    expectTypeOf<Optional<HostForm>>().toBeNever();
    expectTypeOf<Optional<HostTraits<Host>>>().toBeNever();
    expectTypeOf<Optional<NetworkTraits<Host>>>().toBeNever();
    expectTypeOf<Optional<OfferTraits<Host>>>().toBeNever();
    expectTypeOf<Optional<HostStacks<Host>>>().toBeNever();
    expectTypeOf<Optional<HostJudge<Host>>>().toBeNever();
    expectTypeOf<Optional<HostWords<Host>>>().toBeNever();
  });

  it('is refused while one answer is missing, or is no answer', () => {
    const { capacity: _, ...withoutCapacity } = bedrock;
    // @ts-expect-error: nobody says what it carries
    withoutCapacity satisfies HostTraits<BedrockHost>;
    // @ts-expect-error: undefined is no answer
    ({ ...bedrock, processing: () => undefined }) satisfies HostTraits<BedrockHost>;
    // @ts-expect-error: nor is a word that no rule knows
    ({ ...bedrock, operator: 'somebody' }) satisfies HostTraits<BedrockHost>;
    expect(Object.keys(withoutCapacity)).not.toContain('capacity');
  });

  it('is refused by name while no stack provisions it', () => {
    const loaded = topologyWith();
    for (const kind of ['databricks', 'watsonx', 'workers-ai'] as const) {
      const topology = { ...loaded.topology, hosts: { planned: { kind, account: 'a', model: 'm' } as Host } };
      const [problem] = unprovisionedHosts(topology, loaded.source);
      // Which kinds are allowed grows with every kind that is provisioned.
      expect(problem?.message).toMatch(
        new RegExp(`received ${kind}, which this version cannot provision yet\\. Allowed: self-hosted on aws, self-hosted on google, (?!.*${kind}).*bedrock`),
      );
    }
    expect(unprovisionedHosts(loaded.topology, loaded.source)).toEqual([]);
  });
});
