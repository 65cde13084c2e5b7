import {
  asItsPrincipals,
  comparedBy,
  free,
  grants,
  grantsNothing,
  holds,
  inRegion,
  labels,
  noCopySetting,
  none,
  paid,
  preventDestroy,
  runs,
  schemaRead,
  settings,
  takesNoConnections,
} from '../answers.js';
import type { Rows } from '../row.js';

export const vertex = {
  google_model_armor_template: { ...settings, tags: labels, exposure: asItsPrincipals, principals: grants('prompt-filter'), replacement: schemaRead },
  google_vertex_ai_cache_config: { ...settings, tags: free, exposure: takesNoConnections, principals: grantsNothing, replacement: schemaRead },
  google_vertex_ai_endpoint_with_model_garden_deployment: {
    data: holds('the model and its GPUs: any change but the replica counts gives them back', {
      keep: [preventDestroy],
      deleted: 'with-everything-in-it',
      place: inRegion,
    }),
    key: none('the type has no encryption_spec; it stores no prompts, and its weights are public'),
    transport: none('serves TLS on port 443 with a certificate of Google; the type has no field for it'),
    tags: paid,
    exposure: none('its endpoint_config is judged by network/private-only against what the host declares'),
    copies: noCopySetting,
    principals: grantsNothing,
    programs: runs(comparedBy('data-use/model-server', 'model_config.container_spec.command', 'model_config.container_spec.args')),
    replacement: schemaRead,
  },
} satisfies Rows;
