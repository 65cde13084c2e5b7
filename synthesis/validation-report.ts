import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { withoutSecrets } from '../evidence/secrets/hidden.js';
import { record } from '../evidence/synthesized/stack.js';
import { pathSegments } from '../policy/engine.js';
import type { Finding } from '../policy/finding.js';
import type { LoadedTopology } from '../topology/load.js';
import { readOrigins } from './blueprint-file.js';
import { readJson } from './json-file.js';

/** What CDK's own CloudFormation validator found, as findings; it only knows templates, the index leads back to the topology. */
export function cloudFormationFindings(directory: string, loaded: LoadedTopology): Finding[] {
  const file = join(directory, 'validation-report.json');
  if (!existsSync(file)) return [];
  const origins = readOrigins(directory);
  const reports = list(readJson(file, 'synthesize again')['pluginReports']);
  return reports.flatMap((report) =>
    list(report['violations']).flatMap((violation) =>
      list(violation['violatingConstructs']).map((construct) => {
        const { templatePath, logicalId, propertyPaths } = record(construct['cloudFormationResource']);
        const stack =
          String(templatePath ?? construct['constructPath'])
            .replace(/\.template\.json$/, '')
            .split('/')[0] ?? '';
        const path = origins[stack]?.resources[String(logicalId)] ?? origins[stack]?.origin ?? 'name';
        const said = `${String(violation['description'])}${Array.isArray(propertyPaths) && propertyPaths.length > 0 ? ` (${propertyPaths.join(', ')})` : ''}`;
        const severity = violation['severity'] === 'warning' || violation['severity'] === 'info' ? 'warning' : 'error';
        return {
          rule: `cloudformation/${String(violation['ruleName'])}`,
          severity,
          path,
          ...loaded.source.locate(pathSegments(path)),
          stack,
          resource: String(logicalId ?? construct['constructPath']),
          subject: `${stack}/${String(logicalId ?? construct['constructPath'])}`,
          message: withoutSecrets(said, resourceIn(directory, stack, String(logicalId))),
          fix: `CloudFormation ${severity === 'error' ? 'would refuse this' : 'accepts this but advises against it'}. If the topology is right, it is a fault of the blueprint: please report it.`,
        } satisfies Finding;
      }),
    ),
  );
}

/** What the validator looked at: it may quote a value, and that may be where somebody put a secret. */
function resourceIn(directory: string, stack: string, id: string): unknown {
  const template = join(directory, `${stack}.template.json`);
  return existsSync(template) ? record(readJson(template, 'synthesize again')['Resources'])[id] : undefined;
}

function list(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value) ? value.map(record) : [];
}
