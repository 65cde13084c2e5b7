import type { Rule } from '../rule.js';

export const rule: Rule = {
  id: 'state/generation',
  severity: 'fatal',
  title: 'Outputs that are deployed together come from one synthesis.',
  why: 'A stack of one cloud trusts roles, addresses and digests of another. If cdk.out is of today’s topology and cdktf.out of yesterday’s, each passes alone and together they were never checked.',
  fix: 'Run "npm run synth", which publishes all outputs together, and deploy those.',

  *outputs(outputs) {
    if (outputs.length < 2) return;
    const described = outputs.map(({ directory, generation }) => `${directory} ${generation === undefined ? 'does not say' : `is of ${generation}`}`);
    if (outputs.every(({ generation }) => generation !== undefined && generation === outputs[0]?.generation)) return;
    yield {
      path: 'name',
      message: `Outputs of different generations: ${described.join(', ')}. Allowed: one generation, recorded in the blueprint.json of each.`,
    };
  },
};
