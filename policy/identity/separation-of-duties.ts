import { grantedSections } from '../../topology/approvals-file.js';
import type { Rule } from '../rule.js';

export const rule: Rule = {
  id: 'identity/separation-of-duties',
  severity: 'warning',
  title: 'Contracts, approvals and licence facts are in a file of their own.',
  why: 'Who may change the topology may also write the approvals in it. In a file with code owners of its own, who asks is not who grants.',
  fix: 'Move the section as it is to <name>.approvals.yaml beside the topology, and give that file to who grants in CODEOWNERS.',
  source: 'NIST SP 800-53, AC-5, separation of duties',

  *topology({ topology, source }) {
    for (const section of grantedSections) {
      if (Object.keys(topology[section]).length === 0 || source.locateKey([section]).file !== source.file) continue;
      yield {
        path: section,
        message: `It is in ${source.file}, whose code owners may then grant what they ask for. Allowed: in the approvals beside it.`,
      };
    }
  },
};
