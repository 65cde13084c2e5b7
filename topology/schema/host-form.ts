import { z } from 'zod';
import type { Cloud } from '../../clouds/cloud.js';
import { day, id, region, text } from './primitives.js';

/** A model that a host serves, and the field of the host that names it. */
export interface NamedModel {
  readonly model: string;
  readonly field: 'model' | 'transition.next' | 'next.model' | `adapters.${string}`;
}

/** What the loader has to know of a kind of host: its fields, and what they refer to. Everything else is among its traits. */
export interface HostForm<S extends z.ZodType = z.ZodType, C extends Cloud = Cloud> {
  readonly schema: S;
  /** The cloud whose account `account` names. */
  readonly cloud: C;
  /** Every model that a host serves, the one that takes over included. */
  models(host: z.infer<S>): readonly NamedModel[];
  /** The cloud whose bucket, or container, holds the weights that the host serves, in its own account and region; `none` where the provider holds them. */
  readonly weights: 'aws' | 'google' | 'azure' | 'none';
  /** How a gateway on AWS gets to it: privately, or because no private path leads there through the declared proxy of its zone (existing.promptProxies). */
  readonly reach: 'private' | 'egress-proxy';
  /** Whether proxies of its load balancer take a quarter of its network's range. */
  readonly proxies: boolean;
  /** What a key under `existing.keys` is to a host. */
  existingKey(host: z.infer<S>): ExistingKeyUse;
}

/** It takes the place of one that the stacks make, for users that its owner admits, in a region or search location of Google; or no stack could use one. */
export type ExistingKeyUse = { readonly kind: 'used'; readonly users: string; readonly location?: string } | { readonly kind: 'none'; readonly why: string };

/** Kinds that keep nothing under a key of the customer. */
export const noExistingKey = (why: string) => (): ExistingKeyUse => ({ kind: 'none', why });

/** The one model of most kinds. */
export const ownModel = ({ model }: { readonly model: string }): readonly NamedModel[] => [{ model, field: 'model' }];

/** Fields that most kinds have, by what they refer to. */
export const hostAccount = id.meta({ description: 'Alias of the account that it runs in.', examples: ['prod'] });
export const hostRegion = region.meta({ description: 'Region that it is called in.' });
export const hostNetwork = id.meta({ description: 'Network that its private endpoint is in, by its key in networks.', examples: ['eu'] });
export const hostModel = id.meta({ description: 'Model that it serves, by its key in models.', examples: ['llama70'] });
export const hostLink = id.optional().meta({
  description: 'Link by which the gateway reaches it, by its key in links.',
  absent: 'a finding of `network/reachable`, unless the endpoint is public',
  examples: ['eu-google'],
});
/** What a host was seen to carry, where its provider names no rate. */
export const hostTokensPerMinute = z
  .int()
  .min(1)
  .max(1_000_000_000)
  .optional()
  .meta({
    unit: 'tokens per minute',
    absent: 'an unknown capacity, which carries no load',
    examples: [200_000],
  });
export const hostContract = id
  .optional()
  .meta({ description: 'Contract that it is paid under, by its key in contracts.', absent: 'a finding of `tags/required`', examples: ['aws-main'] });
export const hostEula = z
  .strictObject({
    acceptedBy: text.meta({ description: 'Who accepted them.', examples: ['legal@acme.example'] }),
    acceptedOn: day.meta({ description: 'Day of the acceptance.', examples: ['2026-10-01'] }),
  })
  .meta({ description: 'Acceptance of the terms of the model in Model Garden, by a person.' });
