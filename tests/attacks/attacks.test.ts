import { describe, expect, it } from 'vitest';
import { judge } from '../../policy/engine.js';
import { rules } from '../../policy/rules.js';
import { InputError } from '../../topology/error.js';
import { asOf, topologyWith } from '../support/topologies.js';
import { accounts, suppliers } from './accounts.js';
import { contracts, licences, outputs, retired } from './agreements.js';
import type { Attack } from './attack.js';
import { controls, documents } from './documents.js';
import { fineTunes } from './fine-tunes.js';
import { gateways, grants } from './gateways.js';
import { landingZones } from './landing-zones.js';
import { networks } from './networks.js';
import { placement } from './placement.js';
import { workloads } from './workloads.js';

/** Who refuses an edited topology, before anything is synthesized: the loader, or the rule that has to. */
function refusedBy({ edits, file, by }: Attack): string[] {
  const named = rules.filter(({ id, topology }) => id === by && topology !== undefined);
  try {
    const findings = judge(named, topologyWith(edits, file), asOf, {});
    return findings.filter(({ severity }) => severity !== 'warning').map(({ rule }) => rule);
  } catch (error) {
    if (error instanceof InputError) return ['loader'];
    throw error;
  }
}

describe.each(
  Object.entries({
    placement,
    accounts,
    suppliers,
    networks,
    workloads,
    documents,
    controls,
    landingZones,
    gateways,
    grants,
    contracts,
    licences,
    outputs,
    retired,
    fineTunes,
  }),
)('%s', (_, list) => {
  it.each(list.map((attack) => [attack.name, attack] as const))('%s is refused', (_name, attack) => {
    expect(refusedBy(attack)).toContain(attack.by);
  });
});
