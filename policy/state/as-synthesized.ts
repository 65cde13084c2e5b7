import type { Rule } from '../rule.js';

export const rule: Rule = {
  id: 'state/as-synthesized',
  severity: 'fatal',
  title: 'What is deployed is what the topology synthesizes to.',
  why: 'An output is a folder of files that anybody can edit after it was judged: one line in a template, a module or an asset, a second file that Terraform reads too, or an archive that the CDK would upload instead of the code. Reviews and rules saw none of it.',
  fix: 'Make the change in the topology or in the code, run "npm run synth", and deploy what it writes.',
  source: 'docs/adr/0072-the-output-is-what-the-topology-synthesizes.md',

  *comparison(differences) {
    yield* differences;
  },
};
