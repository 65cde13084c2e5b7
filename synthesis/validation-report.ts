import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { withoutSecrets } from '../evidence/secrets/hidden.js';
import { record, strings } from '../evidence/synthesized/stack.js';
import type { Finding } from '../policy/finding.js';
import type { LoadedTopology } from '../topology/load.js';
import { pathSegments } from '../topology/path-text.js';
import type { Topology } from '../topology/schema/topology.js';
import { readOrigins } from './blueprint-file.js';
import { readJson } from './json-file.js';
import { ValidatorError } from './validator-error.js';

/**
 * What CDK's own CloudFormation validator found, as findings; it only knows templates, the index leads back to the topology. Throws where the
 * validator did not run: CDK reports that without any violation, which is no acquittal.
 */
export function cloudFormationFindings(directory: string, loaded: LoadedTopology): Finding[] {
  const file = join(directory, 'validation-report.json');
  if (!existsSync(file)) return [];
  const origins = readOrigins(directory);
  const reports = list(readJson(file, 'synthesize again')['pluginReports']);
  for (const { conclusion, metadata, violations } of reports) {
    if (conclusion === 'failure' && list(violations).length === 0) throw new ValidatorError(String(record(metadata)['error'] ?? 'it says no reason'));
  }
  return reports.flatMap((report) =>
    list(report['violations']).flatMap((violation) =>
      list(violation['violatingConstructs']).map((construct) => {
        const { templatePath, logicalId, propertyPaths } = record(construct['cloudFormationResource']);
        const stack =
          String(templatePath ?? construct['constructPath'])
            .replace(/\.template\.json$/, '')
            .split('/')[0] ?? '';
        const origin = origins[stack]?.resources[String(logicalId)] ?? origins[stack]?.origin ?? 'name';
        const given = givenBy(loaded.topology, resourceIn(directory, stack, String(logicalId)), propertyPaths);
        const said = `${String(violation['description'])}${Array.isArray(propertyPaths) && propertyPaths.length > 0 ? ` (${propertyPaths.join(', ')})` : ''}`;
        const severity = violation['severity'] === 'warning' || violation['severity'] === 'info' ? 'warning' : 'error';
        return {
          rule: `cloudformation/${String(violation['ruleName'])}`,
          severity,
          path: given?.path ?? origin,
          ...loaded.source.locate(pathSegments(given?.path ?? origin)),
          stack,
          resource: String(logicalId ?? construct['constructPath']),
          subject: `${stack}/${String(logicalId ?? construct['constructPath'])}`,
          message: withoutSecrets(said, resourceIn(directory, stack, String(logicalId))),
          fix: `CloudFormation ${severity === 'error' ? 'would refuse this' : 'accepts this but advises against it'}. ${advice(given)}`,
        } satisfies Finding;
      }),
    ),
  );
}

/** A value that the topology itself gives. */
interface Given {
  readonly path: string;
  readonly value: string;
}

function advice(given: Given | undefined): string {
  return given === undefined
    ? 'If the topology is right, it is a fault of the blueprint: please report it.'
    : `The topology gives ${given.value} at ${given.path}: correct it there.`;
}

/** The value of a property that the validator names, where it is one of the topology's own: an id, a range or a name that its user wrote. */
function givenBy(topology: Topology, resource: unknown, propertyPaths: unknown): Given | undefined {
  const named = (Array.isArray(propertyPaths) ? propertyPaths.map(String) : []).flatMap((path) => textsAt(resource, path.split(/[/.]/)));
  const own = new Map([...strings(topology)].map(([path, value]) => [value, path]));
  const value = named.find((text) => text.length >= shortest && own.has(text));
  const path = value === undefined ? undefined : own.get(value);
  return value === undefined || path === undefined ? undefined : { path, value };
}

/** Shorter texts, such as `prod` or `443`, are in a topology by chance. */
const shortest = 7;

function textsAt(value: unknown, [name, ...rest]: readonly string[]): string[] {
  if (name === undefined) return [...strings(value)].map(([, text]) => text);
  if (name === '' || name === 'Resources') return textsAt(value, rest);
  const inside = Array.isArray(value) ? value[Number(name)] : record(value)[name];
  return inside === undefined ? textsAt(value, rest) : textsAt(inside, rest);
}

/** What the validator looked at: it may quote a value, and that may be where somebody put a secret. */
function resourceIn(directory: string, stack: string, id: string): unknown {
  const template = join(directory, `${stack}.template.json`);
  return existsSync(template) ? record(readJson(template, 'synthesize again')['Resources'])[id] : undefined;
}

function list(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value) ? value.map(record) : [];
}
