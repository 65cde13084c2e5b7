import { bedrockModelId, profileDestinations } from '../../facts/bedrock.js';
import type { Topology } from '../../topology/schema/topology.js';
import { entity } from '../../topology/views.js';
import type { BedrockHost } from './schema.js';

/** What one Bedrock host comes down to: a model, what its profiles copy from, and where they process. */
export interface BedrockReach {
  readonly modelId: string;
  /** Resource part of the ARN that application profiles copy from, in the host's region. */
  readonly source: `foundation-model/${string}` | `inference-profile/${string}`;
  /** Every region that may process a prompt; the host's own when facts do not know the profile. */
  readonly destinations: readonly string[];
  /** Whether facts know the destinations. */
  readonly listed: boolean;
}

/** The one expansion of a Bedrock host: stacks, policies and rules all read it here. */
export function bedrockReach(topology: Topology, host: BedrockHost): BedrockReach {
  const { release } = entity(topology.models, host.model);
  // Facts keep the ids of retired models too, so that a topology that names one can be refused by rule and line.
  const modelId = bedrockModelId(release) ?? release;
  if (host.profile === 'in-region') return { modelId, source: `foundation-model/${modelId}`, destinations: [host.region], listed: true };
  const profileId = `${host.profile}.${modelId}`;
  const destinations = profileDestinations(profileId, host.region);
  return { modelId, source: `inference-profile/${profileId}`, destinations: destinations ?? [host.region], listed: destinations !== undefined };
}

/** ARN of a foundation model, which belongs to no account. */
export function modelArn(partition: string, region: string, modelId: string): string {
  return `arn:${partition}:bedrock:${region}::foundation-model/${modelId}`;
}

/** ARN of what application profiles of a host copy from. A system profile has the caller's account in its ARN, a model has none. */
export function sourceArn(reach: BedrockReach, place: { readonly partition: string; readonly region: string; readonly account: string }): string {
  const account = reach.source.startsWith('inference-profile/') ? place.account : '';
  return `arn:${place.partition}:bedrock:${place.region}:${account}:${reach.source}`;
}
