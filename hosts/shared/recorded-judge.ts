import { rangesWithin } from '../../topology/ipv4-range.js';
import type { Outputs } from '../../topology/outputs.js';
import type { Topology } from '../../topology/schema/topology.js';
import { entity } from '../../topology/views.js';

/** What the outputs file records of a host. */
export type HostValues = NonNullable<Outputs['hosts']>[string];

/** A host with the values that its deployment printed. */
export interface RecordedHost<H> {
  readonly topology: Topology;
  readonly id: string;
  readonly host: H;
  readonly found: HostValues;
}

/** A value that a deployment printed, and what it may be: it decides where a gateway sends prompts, credentials and questions. */
export interface RecordedValue {
  readonly field: string;
  readonly value: string;
  /** In words: closes "Allowed: …." */
  readonly allowed: string;
  readonly holds: boolean;
}

/** A value of one of some forms, in which `*` stands for one name that the cloud gives; nothing while it is not recorded. */
export function recorded(field: string, value: string | undefined, ...forms: readonly string[]): RecordedValue[] {
  if (value === undefined) return [];
  return [{ field, value, allowed: forms.join(' or '), holds: forms.some((form) => hasForm(value, form)) }];
}

function hasForm(value: string, form: string): boolean {
  const parts = form.split('*').map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('[A-Za-z0-9_-]+')}$`).test(value);
}

/** An address inside a range. */
export function recordedWithin(field: string, value: string | undefined, range: string): RecordedValue[] {
  return value === undefined ? [] : [{ field, value, allowed: `an address in ${range}`, holds: rangesWithin(`${value}/32`, range) }];
}

/** Beginning of every ARN that a service gives in the account and region of a host. */
export function arnIn({ topology, host }: RecordedHost<{ readonly account: string; readonly region: string }>, service: string): string {
  const { id, partition } = entity(topology.accounts.aws, host.account);
  return `arn:${partition}:${service}:${host.region}:${id}`;
}

/** The guardrail that calls of a host on Bedrock name. */
export function recordedGuardrail({ topology, id, found }: RecordedHost<unknown>): RecordedValue[] {
  return recorded('guardrail.id', found.guardrail?.id, topology.existing.guardrails[id]?.id ?? '*');
}
