import {
  free,
  googleApi,
  grantsNothing,
  holds,
  inPlace,
  keptWithoutBlock,
  keyIn,
  madeAgain,
  noCopySetting,
  paid,
  preventDestroy,
  replaces,
  runsNothing,
  schemaRead,
  schemaReadBut,
  signedCalls,
} from '../answers.js';
import type { Rows } from '../row.js';

/** Planned as a change in place, and never sent: the list of fields that the provider updates has only the name and the key. */
const notSent = inPlace('the plan shows an update, but the provider does not send it: the data store stays as it is');
const unsent = {
  'advanced_site_search_config.disable_automatic_refresh': notSent,
  'advanced_site_search_config.disable_initial_index': notSent,
  create_advanced_site_search: notSent,
  'document_processing_config.chunking_config': notSent,
  'document_processing_config.default_parsing_config': notSent,
  'document_processing_config.parsing_config_overrides': notSent,
  skip_default_schema_creation: notSent,
};

export const search = {
  google_discovery_engine_cmek_config: {
    data: holds('the registration of a key: without it a data store can be neither read nor made again', {
      keep: [preventDestroy, keptWithoutBlock],
      deleted: 'with-everything-in-it',
      place: { rule: 'residency/search-location' },
    }),
    key: keyIn('kms_key', { location: 'location' }),
    transport: googleApi,
    tags: free,
    exposure: signedCalls,
    copies: noCopySetting,
    principals: grantsNothing,
    programs: runsNothing,
    replacement: schemaRead,
  },
  google_discovery_engine_data_store: {
    data: holds('documents and their index', {
      keep: [preventDestroy, keptWithoutBlock],
      deleted: 'with-everything-in-it',
      place: { rule: 'residency/search-location' },
    }),
    key: keyIn('kms_key_name', { location: 'location', hasDefault: true }),
    transport: googleApi,
    tags: paid,
    exposure: signedCalls,
    copies: noCopySetting,
    principals: grantsNothing,
    programs: runsNothing,
    replacement: schemaReadBut(unsent),
  },
  google_discovery_engine_search_engine: {
    data: madeAgain,
    key: keyIn('kms_key_name', { location: 'location', hasDefault: true }),
    transport: googleApi,
    tags: paid,
    exposure: signedCalls,
    copies: noCopySetting,
    principals: grantsNothing,
    programs: runsNothing,
    replacement: schemaReadBut({ 'search_engine_config.required_subscription_tier': replaces('only from 7.46.0 on in place') }),
  },
} satisfies Rows;
