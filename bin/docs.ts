import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { factFileNames, factsJsonSchema } from '../facts/schema/files.js';
import { rules } from '../policy/rules.js';
import { fleetsPage } from '../reports/fleet-page.js';
import { rulesPage } from '../reports/rule-text.js';
import { outputsPage, topologyPage } from '../reports/topology-page.js';
import { describedBy } from '../topology/fields/described.js';
import { approvalsJsonSchema, outputsJsonSchema, topologyJsonSchema } from '../topology/json-schema.js';
import { outputsSchema } from '../topology/outputs.js';
import { topologySchema } from '../topology/schema/topology.js';
import { layoutPage } from './layout/page.js';

/** Files that are generated from code and committed, by path. */
export const generated: Readonly<Record<string, () => string>> = {
  'approvals.schema.json': () => `${JSON.stringify(approvalsJsonSchema(), null, 2)}\n`,
  'docs/fleets.md': fleetsPage,
  'docs/layout.md': layoutPage,
  'docs/outputs.md': () => outputsPage(describedBy(outputsSchema)),
  'docs/rules.md': () => rulesPage(rules),
  'docs/topology.md': () => topologyPage(describedBy(topologySchema)),
  'outputs.schema.json': () => `${JSON.stringify(outputsJsonSchema(), null, 2)}\n`,
  'topology.schema.json': () => `${JSON.stringify(topologyJsonSchema(), null, 2)}\n`,
  ...Object.fromEntries(factFileNames.map((name) => [`facts/${name}.schema.json`, () => `${JSON.stringify(factsJsonSchema(name), null, 2)}\n`])),
};

/** `npm run docs`: writes the generated files; a test fails while one of them is out of date. */
if (process.argv[1]?.endsWith('docs.ts') === true) {
  for (const [path, content] of Object.entries(generated)) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content());
  }
}
