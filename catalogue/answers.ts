import type { ExposureCheck } from './exposure-check.js';
import type {
  Carrier,
  CopySetting,
  CopySettings,
  Documents,
  Effect,
  GrantForm,
  Holds,
  KeySetting,
  None,
  Protection,
  Replacement,
  Row,
  Runs,
  Schema,
  Serves,
  SettingsOnly,
  TagProperty,
  Tags,
} from './row.js';

// Answers that many rows give, so that a row reads as a line of a table.

export const none = (why: string): None => ({ kind: 'none', why });
export const settingsOnly: SettingsOnly = { kind: 'settings' };

/** Five answers at once: the type holds settings only, which no machine runs, and a new deployment makes them again. */
export const settings: Pick<Row, 'data' | 'key' | 'transport' | 'copies' | 'programs'> = {
  data: none('a new deployment makes it again as it was'),
  key: settingsOnly,
  transport: settingsOnly,
  copies: settingsOnly,
  programs: none('no text in it is run'),
};

// Data
export const madeAgain = none('a new deployment makes it again as it was');
export const holds = (what: string, rest: Omit<Holds, 'kind' | 'what'>): Holds => ({ kind: 'holds', what, ...rest });
export const serves = (what: string, ...keep: Protection[]): Serves => ({ kind: 'serves', what, keep });
export const retain: Protection = { kind: 'retain' };
export const preventDestroy: Protection = { kind: 'prevent_destroy' };
/** `prevent_destroy` is gone with its block; this is in the state, and the provider refuses or leaves it be. */
export const keptWithoutBlock: Protection = { kind: 'deletion_policy' };
/** The block stops Terraform alone; a lock stops everyone. */
export const locked: Protection = { kind: 'lock' };
export const set = (field: string, value: string): Protection => ({ kind: 'field', field, value });
/** Every region that any property names is judged there. */
export const inRegion: Holds['place'] = { rule: 'residency/host-region' };

// Key
export const keyIn = (key: string, rest: Omit<KeySetting, 'kind' | 'key'> = {}): KeySetting => ({ kind: 'field', key, ...rest });

// Transport
export const awsApi = none('reached through an API of AWS, which serves TLS 1.2 or later only');
export const databricksApi = none('reached through the API of its workspace, which serves TLS 1.2 or later only');
export const cloudflareEdge = none('answers at an edge of Cloudflare: its certificate is made there, and the gateway asks for TLS 1.2 or later');
export const googleApi = none('reached through an API of Google, which serves TLS only');

// Tags
export const tagList: TagProperty = { kind: 'property', property: 'Tags', form: 'list' };
export const azureTags: TagProperty = { kind: 'property', property: 'tags', form: 'map' };
export const labels: TagProperty = { kind: 'property', property: 'labels', form: 'map' };
export const userLabels: TagProperty = { kind: 'property', property: 'user_labels', form: 'map' };
export const databricksTags: TagProperty = { kind: 'property', property: 'tags', form: 'passed-on' };
export const ibmTags: TagProperty = { kind: 'property', property: 'tags', form: 'texts' };
/** Has tags and never shows on a bill. */
export const freeTags = (tags: TagProperty): TagProperty => ({ ...tags, bill: 'free' });
/** Takes no tags and never shows on a bill. */
export const free: Tags = { kind: 'none', bill: 'free' };
/** Takes no tags and costs money: `facts/tags.yaml` says by what its cost is attributed instead. */
export const paid: Tags = { kind: 'none', bill: 'paid' };

// Exposure
export const takesNoConnections = none('takes no connections');
export const signedCalls = none('answers signed calls of an API of its cloud; whose, policies say');
export const insideNetwork = none('reached inside its network only; what opens that is its load balancer, security group or firewall');
export const asItsPrincipals = none('opens nothing by itself; whom it names is in principals');
export const admits = (check: ExposureCheck) => ({ kind: 'admits', check }) as const;
export const leadsOut = (by: string) => ({ kind: 'leads-out', by }) as const;

// Copies
export const storesNothing = none('stores nothing');
export const noCopySetting = none('has no setting that copies what it holds');
export const copiesBy = (...copying: CopySetting[]): CopySettings => ({ kind: 'settings-that-copy', settings: copying });
/** Settings that copy as soon as they are there. */
export const copying = (effect: string, ...paths: string[]): CopySetting[] => paths.map((path) => ({ kind: 'switch', path, copies: present, effect }));
/** A setting that sends data away unless it has one of some values; absent is one that the service chooses well. */
export const onlyAs = (path: string, effect: string, ...values: unknown[]): CopySetting => ({
  kind: 'switch',
  path,
  copies: (value) => !values.includes(value),
  effect,
});
export const sentTo = (path: string, ...to: string[]): CopySetting => ({ kind: 'destination', path, to });
/** Where the service would choose a place if none were named. */
export const alwaysSentTo = (path: string, ...to: string[]): CopySetting => ({ kind: 'destination', path, to, needed: true });
export const inItsRegion = (path: string): CopySetting => ({ kind: 'destination', path, to: 'region' });
export const toRecipients = (path: string): CopySetting => ({ kind: 'destination', path, to: 'recipient' });
export const present = (value: unknown): boolean => (Array.isArray(value) ? value.length > 0 : value !== false && value !== null);
export const isTrue = (value: unknown): boolean => value === true;

// Principals
export const grantsNothing = none('grants nothing');
export const documents = (...properties: string[]): Documents => ({ kind: 'documents', properties });
export const grants = (form: GrantForm) => ({ kind: 'grants', form }) as const;

// Programs
export const runsNothing = settings.programs;
export const runs = (...carriers: (Carrier | readonly Carrier[])[]): Runs => ({ kind: 'runs', carriers: carriers.flat() });
export const script = (path: string): Carrier => ({ path, form: 'script' });
export const commandLine = (path: string): Carrier => ({ path, form: 'command-line' });
export const definition = (path: string): Carrier => ({ path, form: 'definition' });
export const bootMetadata = (path: string): Carrier => ({ path, form: 'boot-metadata' });
export const bootData = (path: string): Carrier => ({ path, form: 'boot-data' });
export const code = (path: string): Carrier => ({ path, form: 'code' });
/** Command lines that a rule derives whole. */
export const comparedBy = (rule: string, ...paths: string[]): Carrier[] => paths.map((path) => ({ path, form: 'command-line', comparedBy: rule }));

// Replacement
export const specification: Replacement = { kind: 'specification' };
export const revision = (why: string): Replacement => ({ kind: 'revision', why });
/** By the schema alone: the type has no `CustomizeDiff`. */
export const schema: Schema = { kind: 'schema', except: {}, customizeDiffRead: false };
/** By the schema: its `CustomizeDiff` only fills in the provider's project, labels or deletion policy, or checks the configuration. */
export const schemaRead: Schema = { kind: 'schema', except: {}, customizeDiffRead: true };
export const schemaBut = (except: Schema['except']): Schema => ({ ...schema, except });
export const schemaReadBut = (except: Schema['except']): Schema => ({ ...schemaRead, except });
export const only = (why: string): Effect => ({ effect: 'may-replace', why });
export const inPlace = (why: string): Effect => ({ effect: 'update', why });
export const replaces = (why: string): Effect => ({ effect: 'replace', why });
