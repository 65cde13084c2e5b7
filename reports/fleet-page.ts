import { fleetParity } from '../hosts/parity.js';
import { type FleetKey, hostForms } from '../hosts/schemas.js';
import { answers, type FleetAnswer, type FleetQuestion, fleetQuestions } from '../hosts/shared/fleet-parity.js';

const names = { aws: 'AWS', google: 'Google', azure: 'Azure' } as const;

/** What the fleets of three clouds do alike, as one Markdown table; each cell without an answer says why. */
export function fleetsPage(): string {
  const kinds = Object.keys(fleetParity) as FleetKey[];
  const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const rows = (Object.keys(fleetQuestions) as FleetQuestion[]).map((question) =>
    row([fleetQuestions[question], ...kinds.map((kind) => cell(fleetParity[kind][question]))]),
  );
  return [
    '# Fleets on three clouds',
    '',
    'Generated from `hosts/parity.ts` by `npm run docs`. Behind each answer is what does it: a type of resource in its stacks, or a file of `runtime/`;',
    '`tests/hosts/parity.test.ts` looks for it among the reviewed resources. A cell that begins with — has nothing, and says why.',
    '',
    row(['', ...kinds.map(heading)]),
    row(['---', ...kinds.map(() => '---')]),
    ...rows,
    '',
  ].join('\n');
}

function heading(kind: FleetKey): string {
  return names[hostForms[kind].cloud];
}

function cell(answer: FleetAnswer): string {
  return answers(answer) ? `${answer.has} (\`${answer.by}\`)` : `— ${answer.lacks}`;
}
