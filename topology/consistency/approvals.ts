import { limitNames } from '../../facts/limits.js';
import type { PathSegment } from '../document.js';
import { dotted } from '../path-text.js';
import type { Approval } from '../schema/approvals.js';
import type { Topology } from '../schema/topology.js';
import { didYouMean } from '../suggest.js';
import type { Misfit } from './misfit.js';

/** An approval speaks of something that is there, for a time that is one. */
export function approvalMisfits(topology: Topology): Misfit[] {
  return Object.entries(topology.approvals).flatMap(([id, approval]) => {
    const path = ['approvals', id];
    const { kind, subject, grantedOn, expires } = approval;
    const misfits: Misfit[] = [];
    const unknown = missingSubject(topology, subject) ?? foreignSubject(kind, subject);
    if (unknown !== undefined) misfits.push({ path: [...path, 'subject'], message: unknown });
    if (expires > yearsAfter(grantedOn, mostYears))
      misfits.push({
        path: [...path, 'expires'],
        message: `received ${expires}, and it is granted on ${grantedOn}. Allowed: ${yearsAfter(grantedOn, mostYears)} at the latest; nobody looks at what holds for ever.`,
      });
    if (expires <= grantedOn)
      misfits.push({ path: [...path, 'expires'], message: `received ${expires}, and it is granted on ${grantedOn}. Allowed: a later day.` });
    return misfits;
  });
}

/** As long as a contract usually runs. */
const mostYears = 3;

function yearsAfter(day: string, years: number): string {
  return `${Number(day.slice(0, 4)) + years}${day.slice(4)}`;
}

/** Sections whose entries rules ask about, by kind of approval: any other subject would never be read. */
const askedAbout: Readonly<Record<Approval['kind'], readonly string[]>> = {
  'no-training-term': ['hosts'],
  'bedrock-retention': ['accounts.aws'],
  'abuse-monitoring': ['hosts'],
  'private-network': ['networks'],
  quota: ['hosts', 'accounts'],
  'cost-tag-activation': ['accounts'],
  'acceptable-use': ['hosts', 'workloads', 'licence.accepted'],
  'guardrail-region': ['existing.guardrails'],
  'key-configuration': ['hosts', 'accounts.google'],
  checkpoint: ['models'],
  'existing-resource': ['keys', 'roles', 'buckets', 'dnsZones', 'perimeters', 'egressProxies', 'promptProxies', 'ingestProxies']
    .map((room) => `existing.${room}`)
    .concat('finance.exports.stores'),
  extension: ['extensions'],
  'open-zone': ['workloads'],
  transfer: ['workloads'],
  'audit-trail': ['accounts'],
  'cross-geo': ['accounts.databricks'],
  'gateway-routing': ['gateway.zones'],
  'gateway-fields': ['gateway.zones'],
  'gateway-caps': ['gateway.zones'],
  'gateway-logs': ['gateway.zones'],
  'gateway-guards': ['gateway.zones'],
  'gateway-identity': ['gateway.zones'],
  'training-data': ['models'],
  'static-key': ['hosts'],
};

function foreignSubject(kind: Approval['kind'], subject: string): string | undefined {
  const allowed = askedAbout[kind];
  if (allowed.some((section) => subject.startsWith(`${section}.`))) return undefined;
  return `received ${subject}, which no rule asks an approval of kind ${kind} about. Allowed: entries of ${allowed.join(', ')}.`;
}

/** A subject is an entry, a field of it, or what an entry takes of a service: `accounts.aws.prod.eu-north-1.guardrails-per-region`. */
function missingSubject(topology: Topology, subject: string): string | undefined {
  const segments = subject.split('.');
  const depth = depths[segments[0] ?? ''] ?? 2;
  let value: unknown = topology;
  for (const [index, segment] of segments.entries()) {
    const known = value !== null && typeof value === 'object' ? Object.keys(value) : [];
    if (!known.includes(segment))
      return index >= depth && isLimit(segments.slice(index)) ? undefined : absent(subject, segments.slice(0, index), segment, known);
    value = (value as Readonly<Record<string, unknown>>)[segment];
  }
  return segments.length >= depth
    ? undefined
    : `received ${subject}. Allowed: the path of an entry, such as ${subject}.${Object.keys(value as object)[0] ?? '<id>'}.`;
}

/** How many names lead to an entry of a section; two in all others. */
const depths: Readonly<Record<string, number>> = { accounts: 3, backends: 3, existing: 3, licence: 3, gateway: 3, finance: 4 };

/** A limit of a service, in a region where the entry has several. */
function isLimit(names: readonly string[]): boolean {
  return names.length <= 2 && limitNames().includes(names.at(-1) ?? '');
}

function absent(subject: string, above: readonly PathSegment[], name: string, known: readonly string[]): string {
  const place = above.length === 0 ? 'the topology' : dotted(above);
  return `received ${subject}, and ${place} has no ${name}. Allowed: ${known.slice(0, 30).join(', ') || 'nothing below it'}.${didYouMean(name, known)}`;
}
