import { describe, expect, expectTypeOf, it } from 'vitest';
import type { AzureFoundryHost } from '../../hosts/azure-foundry/schema.js';
import { traits as azureFoundry } from '../../hosts/azure-foundry/traits.js';
import type { BedrockHost } from '../../hosts/bedrock/schema.js';
import { traits as bedrock } from '../../hosts/bedrock/traits.js';
import { hostCosts } from '../../hosts/costs.js';
import { hostGateways } from '../../hosts/gateways.js';
import { hostJudges } from '../../hosts/judges.js';
import { hostPresence } from '../../hosts/presence.js';
import { hostOutputs } from '../../hosts/recorded-outputs.js';
import { type Host, type HostKey, hostForms, type KeyOn } from '../../hosts/schemas.js';
import { traits as awsFleet } from '../../hosts/self-hosted-aws/traits.js';
import type { AzureUse, BedrockUse, GoogleUse } from '../../hosts/shared/cloud-use.js';
import type { HostCost } from '../../hosts/shared/host-cost.js';
import type { HostGateway } from '../../hosts/shared/host-gateway.js';
import type { HostJudge, MachineJudge, WeightsJudge } from '../../hosts/shared/host-judge.js';
import type { HostPresence } from '../../hosts/shared/host-presence.js';
import type { HostStacks } from '../../hosts/shared/host-stacks.js';
import type { AwsTraits, AzureTraits, GoogleTraits, HostTraits, NetworkTraits, OfferTraits } from '../../hosts/shared/host-traits.js';
import type { HostWords } from '../../hosts/shared/host-words.js';
import { awsHostStacks } from '../../hosts/stacks-aws.js';
import { hostTraits } from '../../hosts/traits.js';
import type { VertexEndpointHost } from '../../hosts/vertex-endpoint/schema.js';
import { traits as vertexEndpoint } from '../../hosts/vertex-endpoint/traits.js';
import { hostWords } from '../../hosts/words.js';
import type { HostForm } from '../../topology/schema/host-form.js';

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
    // @ts-expect-error: no cost
    hostCosts satisfies Record<Key, unknown>;
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
    expectTypeOf<Optional<MachineJudge<Host>>>().toBeNever();
    expectTypeOf<Optional<WeightsJudge<Host>>>().toBeNever();
    expectTypeOf<Optional<HostGateway<Host>>>().toBeNever();
    expectTypeOf<Optional<HostCost<Host>>>().toBeNever();
    expectTypeOf<Optional<HostPresence<Host>>>().toBeNever();
    expectTypeOf<Optional<GoogleUse>>().toBeNever();
    expectTypeOf<Optional<AzureUse>>().toBeNever();
    expectTypeOf<Optional<BedrockUse>>().toBeNever();
    expectTypeOf<Optional<HostWords<Host>>>().toBeNever();
  });

  it('is refused while one answer is missing, or is no answer', () => {
    const { capacity: _, ...withoutCapacity } = bedrock;
    // @ts-expect-error: nobody says what it carries
    withoutCapacity satisfies HostTraits<BedrockHost>;
    // @ts-expect-error: undefined is no answer
    ({ ...bedrock, processing: () => undefined }) satisfies HostTraits<BedrockHost>;
    const { rights: __, ...withoutRights } = bedrock;
    // @ts-expect-error: nobody says what lets a gateway call it
    withoutRights satisfies HostTraits<BedrockHost>;
    // @ts-expect-error: on AWS the organization's policies have to know what it uses
    ({ ...bedrock, aws: () => 'none' as const }) satisfies AwsTraits<BedrockHost>;
    // @ts-expect-error: on Google the project's policies have to know the same
    ({ ...vertexEndpoint, google: () => 'none' as const }) satisfies GoogleTraits<VertexEndpointHost>;
    // @ts-expect-error: and on Azure those of the subscription
    ({ ...azureFoundry, azure: () => 'none' as const }) satisfies AzureTraits<AzureFoundryHost>;
    // @ts-expect-error: nodes of its own has a fleet alone, whose fields rules about servers read
    ({ ...bedrock, nodes: awsFleet.nodes }) satisfies AwsTraits<BedrockHost>;
    // @ts-expect-error: nor is a word that no rule knows
    ({ ...bedrock, operator: 'somebody' }) satisfies HostTraits<BedrockHost>;
    expect(Object.keys(withoutCapacity)).not.toContain('capacity');
  });
});
