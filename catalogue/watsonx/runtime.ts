import {
  asItsPrincipals,
  free,
  grants,
  grantsNothing,
  ibmTags,
  none,
  preventDestroy,
  runsNothing,
  schema,
  serves,
  settings,
  storesNothing,
  takesNoConnections,
} from '../answers.js';
import type { Rows } from '../row.js';

export const runtime = {
  // A service ID and a profile are names; what they may, identities and policies say.
  ibm_iam_service_id: { ...settings, tags: free, exposure: takesNoConnections, principals: grantsNothing, replacement: schema },
  ibm_iam_trusted_profile: { ...settings, tags: free, exposure: takesNoConnections, principals: grantsNothing, replacement: schema },
  ibm_iam_trusted_profile_identity: { ...settings, tags: free, exposure: asItsPrincipals, principals: grants('profile-identity'), replacement: schema },
  ibm_iam_trusted_profile_policy: { ...settings, tags: free, exposure: asItsPrincipals, principals: grants('profile-policy'), replacement: schema },
  ibm_resource_instance: {
    data: serves('the instance that a space is associated with', preventDestroy),
    key: none('takes no key of the customer; nothing but settings is stored in it'),
    transport: none('reached through the API of its region, which serves TLS 1.2 or later only'),
    tags: ibmTags,
    exposure: none('answers at the public address of its region, as every instance does: whom, policies say; prompts get there by the declared proxy alone'),
    copies: storesNothing,
    principals: grantsNothing,
    programs: runsNothing,
    replacement: schema,
  },
} satisfies Rows;
