import { type Document, isScalar } from 'yaml';
import { licenceFacts, licenceVersions, userMonth } from '../../facts/licences.js';
import { at, behind, pairOf, pairsOf, renamed, replaced } from './edits.js';
import type { Step, TextEdit } from './step.js';

/**
 * Version 4 asks what earlier ones left open: what a contract promises and what it does not, what a workload needs of it, and
 * what the Llama licence depends on. What nobody knows becomes `none`, which rules judge.
 */
export const toVersion4: Step = {
  to: 4,
  edits: (document, text) => [
    ...replaced(pairOf(document.contents, 'schemaVersion'), '4', 'schemaVersion: 3 -> 4'),
    ...workloads(document, text),
    ...granted(document, text, document),
  ],
  granted,
};

function granted(document: Document.Parsed, text: string, topology: Document.Parsed): TextEdit[] {
  return [...contracts(document, text), ...licence(document, text, topology)];
}

function workloads(document: Document.Parsed, text: string): TextEdit[] {
  return pairsOf(at(document, 'workloads')).flatMap(({ key, value }) => [
    ...behind(value, text, 'regimes', '[]', `workloads.${key}.regimes: [] is new: name the legal regimes of its data`),
    ...behind(
      value,
      text,
      'terms',
      '{retentionDays: 0, indemnity: false, migrationDays: 90}',
      `workloads.${key}.terms is new: set what it needs of its contracts`,
    ),
  ]);
}

function contracts(document: Document.Parsed, text: string): TextEdit[] {
  const answers = {
    data: 'none',
    discount: 'none',
    deprecationNoticeDays: 'none',
    parallelAvailabilityDays: 'none',
    priceProtectedUntil: 'none',
    indemnification: '{covered: false, evidence: none}',
    slaAvailability: 'none',
    addenda: '[]',
  };
  return pairsOf(at(document, 'contracts')).flatMap(({ key, value }) =>
    Object.entries(answers).flatMap(([name, answer]) => behind(value, text, name, answer, `contracts.${key}.${name}: ${answer} is new: set what it promises`)),
  );
}

function licence(document: Document.Parsed, text: string, topology: Document.Parsed): TextEdit[] {
  const map = at(document, 'licence');
  const accepted = pairsOf(at(document, 'licence', 'accepted'));
  const none = (name: string, answer: string) => behind(map, text, name, answer, `licence.${name}: ${answer} is new: an answer is needed`);
  return [
    // Before what is put behind the whole section: both may end on one line.
    ...accepted.flatMap(({ key, value }) =>
      behind(value, text, 'licenceSha256', 'none', `licence.accepted.${key}.licenceSha256: none is new: "blueprint licence accept" computes it`),
    ),
    ...users(
      map,
      accepted.map(({ value }) => String(scalarOf(value, 'version'))),
    ),
    ...fromModels(map, topology),
    ...separate(map),
    ...none('displayUrl', 'none'),
    ...none('documentationUrl', 'none'),
    ...none('downstreamTermsUrl', 'none'),
    ...(pairOf(map, 'derivedModelNames') === undefined ? none('derivedModels', '{}') : []),
    ...none('trainsOnOutputs', '[]'),
    ...(pairOf(map, 'separateLicenceId') === undefined ? none('separateLicence', 'none') : []),
    ...none('accepted', '{}'),
  ];
}

/** One number spoke of licensee and affiliates, in the month before the release of whichever version is in use. */
function users(map: unknown, versions: readonly string[]): TextEdit[] {
  const pair = pairOf(map, 'monthlyActiveUsers');
  if (!isScalar(pair?.value)) return [];
  const count = Number(pair.value.value);
  const months = [...new Set(versions.filter((version) => licenceVersions().includes(version)).map((version) => userMonth(licenceFacts(version))))].sort();
  const text = `{${months.map((month) => `${month}: {licensee: ${count}, affiliates: 0}`).join(', ')}}`;
  return replaced(pair, text, `licence.monthlyActiveUsers: ${count} -> ${text}: split it between licensee and affiliates`);
}

/** What spoke of Llama in general may speak of any model. */
function fromModels(map: unknown, topology: Document.Parsed): TextEdit[] {
  const models = `[${pairsOf(at(topology, 'models'))
    .map(({ key }) => key.toString())
    .join(', ')}]`;
  const trains = pairOf(map, 'trainsOnOutputs');
  const names = pairOf(map, 'derivedModelNames');
  const derived = (names?.value?.toJSON() as unknown[] | undefined)?.map(
    (name, index) => `derived-${index + 1}: {name: ${JSON.stringify(name)}, from: ${models}}`,
  );
  const answer = isScalar(trains?.value) && trains.value.value === true ? models : '[]';
  return [
    ...(isScalar(trains?.value) ? replaced(trains, answer, `licence.trainsOnOutputs: ${answer}: name the models whose outputs are used`) : []),
    ...(derived === undefined
      ? []
      : renamed(names, `derivedModels: {${derived.join(', ')}}`, 'licence.derivedModelNames -> derivedModels: name the models that each was made from')),
  ];
}

/** Its day and what it grants no step can know: the loader asks for them. */
function separate(map: unknown): TextEdit[] {
  const pair = pairOf(map, 'separateLicenceId');
  if (!isScalar(pair?.value)) return [];
  const says = 'licence.separateLicenceId -> separateLicence: add grantedOn, expires, versions and grants';
  return renamed(pair, `separateLicence: {number: ${JSON.stringify(pair.value.value)}}`, says);
}

function scalarOf(map: unknown, key: string): unknown {
  const value = pairOf(map, key)?.value;
  return isScalar(value) ? value.value : undefined;
}
