import type { Acceptance } from '../../derived/accepted-licences.js';
import type { LicensedModel } from '../../derived/licensed-models.js';
import { useItemName, useItems } from '../../facts/acceptable-use.js';
import { exclusionOf, type LicenceFacts } from '../../facts/licences.js';
import { servedModels } from '../../hosts/schemas.js';
import type { Topology } from '../../topology/schema/topology.js';
import { entity, sortedEntries } from '../../topology/views.js';
import { code, prose, table } from '../markdown-text.js';

/** A release that is served, and the acceptance of its licence. */
export interface ServedRelease {
  readonly topology: Topology;
  readonly release: string;
  readonly models: readonly LicensedModel[];
  readonly licence: LicenceFacts;
  readonly acceptance: Acceptance;
}

/** Terms that hand the acceptable use policy on to users, in words of this project: the texts that bind are named by address and digest, never copied. */
export function annex(users: 'internal' | 'customers', served: ServedRelease): string {
  const { topology, release, licence, acceptance } = served;
  const legalName = prose(topology.organisation.legalName);
  const { title, parties, duties } = audiences[users];
  return [
    `# Acceptable use of Llama ${licence.version}: annex for ${title}`,
    '',
    `A draft in words of the blueprint for ${release}, not legal advice: have counsel read it. What binds are the texts below, which this page does not replace.`,
    '',
    ...table(
      ['text', 'published at', 'accepted text (SHA-256)'],
      [
        [licence.name, licence.licenceText, acceptance.licenceSha256],
        ['Acceptable use policy', licence.acceptableUse, acceptance.acceptableUseSha256],
      ],
    ),
    '',
    `${code(acceptance.by)} accepted both for ${legalName} on ${acceptance.on}. The policy may change at its address; the digest says which text was read.`,
    '',
    '## Who this is for',
    '',
    parties(legalName),
    '',
    ...(users === 'internal' ? uses(served) : []),
    '## What nobody may use it for',
    '',
    'Nothing unlawful, and none of the following, in the numbering of the blueprint:',
    '',
    ...useItems(licence.version)
      .filter(({ id }) => id !== 'EU')
      .map((item) => `- ${item.id}: ${useItemName(item)}`),
    '',
    '## What users undertake',
    '',
    ...duties(legalName, licence).map((duty, index) => `${index + 1}. ${duty}`),
    ...excluded(release),
    '',
  ].join('\n');
}

/** The workloads whose routes reach the release, guards left out: nobody talks to those. */
function uses({ topology, release, models }: ServedRelease): string[] {
  const hosts = new Set(models.map(({ hostId }) => hostId));
  const reached = sortedEntries(topology.workloads).filter(([, { route }]) =>
    route.some((id) => hosts.has(id) && servedModels(entity(topology.hosts, id)).some((model) => entity(topology.models, model).release === release)),
  );
  if (reached.length === 0) return [];
  return [
    '## Where it is in use',
    '',
    ...reached.map(([id, { description, owner }]) => prose(`- ${id}${description === undefined ? '' : `: ${description}`} (${owner})`)),
    '',
  ];
}

function excluded(release: string): string[] {
  const clause = exclusionOf(release);
  if (clause === undefined) return [];
  return ['', `The policy gives no rights on this model to ${clause.excluded}. Exempt: ${clause.exempt}.`];
}

const audiences = {
  internal: {
    title: 'users inside the organisation',
    parties: (name: string) => `Employees of ${name}, and others who work for it, when they use an assistant, an interface or a program that calls Llama.`,
    duties: (_: string, { acceptableUse }: LicenceFacts) => [
      `Read the policy at ${acceptableUse}, and use Llama for work alone, as it allows.`,
      'Do not get around filters, guardrails or limits, and do not help others to.',
      'Say that a text or a decision was made with AI wherever others rely on it, and have a person check what concerns people.',
      'Enter data of others only where you may.',
      'Report what breaks these terms, and what the system should not have answered, to the owner of the workload.',
    ],
  },
  customers: {
    title: 'users outside the organisation',
    parties: (name: string) =>
      `Customers of ${name} and their users, once Llama is in a product or service that they get. Put it into the terms that licence.downstreamTermsUrl names.`,
    duties: (name: string, { acceptableUse, version }: LicenceFacts) => [
      `The customer keeps to the policy at ${acceptableUse}, and binds its own users to it.`,
      'The customer does not remove or get around filters, limits, notices or the words that say that Llama is inside.',
      'The customer tells its users that they deal with AI, and of the risks of what it builds that it knows.',
      `The customer reports violations to ${name}, which may suspend access while it looks into them.`,
      `The customer gets Llama ${version} as a part of the product alone: this annex grants no rights on the model or its weights.`,
    ],
  },
};
