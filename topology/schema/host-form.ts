import type { z } from 'zod';
import type { Cloud } from '../../clouds/cloud.js';

/** A model that a host serves, and the field of the host that names it. */
export interface NamedModel {
  readonly model: string;
  readonly field: 'model' | 'transition.next' | 'next.model';
}

/** What the loader has to know of a kind of host: its fields, and what they refer to. Everything else is among its traits. */
export interface HostForm<S extends z.ZodType = z.ZodType, C extends Cloud = Cloud> {
  readonly schema: S;
  /** The cloud whose account `account` names. */
  readonly cloud: C;
  /** Every model that a host serves, the one that takes over included. */
  models(host: z.infer<S>): readonly NamedModel[];
  /** The cloud whose bucket holds the weights that the host serves, in its own account and region; `none` where the provider holds them. */
  readonly weights: 'aws' | 'google' | 'none';
  /** Whether proxies of its load balancer take a quarter of its network's range. */
  readonly proxies: boolean;
  /** Whether a key under `existing.keys` takes the place of one that its stacks make. */
  existingKey(host: z.infer<S>): 'used' | 'none';
}

/** Kinds whose keys are always made here, or that have none. */
export const noExistingKey = () => 'none' as const;

/** The one model of most kinds. */
export const ownModel = ({ model }: { readonly model: string }): readonly NamedModel[] => [{ model, field: 'model' }];
