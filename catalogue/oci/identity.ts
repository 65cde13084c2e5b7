import { asItsPrincipals, free, grants, schema, settings } from '../answers.js';
import type { Rows } from '../row.js';

export const identity = {
  // The contract has more tags than the ten free-form ones of Oracle Cloud, and a policy is on no bill.
  oci_identity_policy: { ...settings, tags: free, exposure: asItsPrincipals, principals: grants('statements'), replacement: schema },
} satisfies Rows;
