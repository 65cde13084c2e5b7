import { capacity } from './families/capacity.js';
import { contract } from './families/contract.js';
import { cost } from './families/cost.js';
import { dataUse } from './families/data-use.js';
import { delivery } from './families/delivery.js';
import { encryption } from './families/encryption.js';
import { identity } from './families/identity.js';
import { licence } from './families/licence.js';
import { lifecycle } from './families/lifecycle.js';
import { network } from './families/network.js';
import { residency } from './families/residency.js';
import { state } from './families/state.js';
import { supplyChain } from './families/supply-chain.js';
import { tags } from './families/tags.js';
import { waivers } from './families/waivers.js';
import type { Rule } from './rule.js';

/** Every rule, in the order of their ids. */
export const rules: readonly Rule[] = [
  ...capacity,
  ...contract,
  ...cost,
  ...dataUse,
  ...delivery,
  ...encryption,
  ...identity,
  ...licence,
  ...lifecycle,
  ...network,
  ...residency,
  ...state,
  ...supplyChain,
  ...tags,
  ...waivers,
];
