import type { ExposureCheck } from './exposure-check.js';

/**
 * All that this house knows of one resource type. Every aspect has an answer: `none` with its reason is one, silence is not.
 * Rows are data; what an answer demands of a resource is code of the rule or report that asks.
 */
export interface Row {
  /** What is lost with it, and what keeps it. */
  readonly data: None | Holds | Serves;
  /** Where it names the key that encrypts what it stores. */
  readonly key: None | SettingsOnly | KeySetting;
  /** How its connections are encrypted. */
  readonly transport: None | SettingsOnly | TransportCheck;
  /** Where its tags are; without tags, whether it costs money. */
  readonly tags: Tags;
  /** What would make it answer the internet, or lead there. */
  readonly exposure: None | Admits | LeadsOut;
  /** Which settings copy what it stores to somewhere else, or say where it goes. */
  readonly copies: None | SettingsOnly | CopySettings;
  /** Whom it grants something, and where it says so. */
  readonly principals: None | Documents | Grants;
  /** Which texts in it a machine runs: scripts, commands, code. */
  readonly programs: None | Runs;
  /** How it is known which change replaces it. */
  readonly replacement: Replacement;
}

export const aspects: readonly (keyof Row)[] = ['data', 'key', 'transport', 'tags', 'exposure', 'copies', 'principals', 'programs', 'replacement'];

export interface None {
  readonly kind: 'none';
  readonly why: string;
}

/** Holds settings only: no prompts, answers, documents, weights, logs or secrets; and takes no connections. */
export interface SettingsOnly {
  readonly kind: 'settings';
}

/** What keeps a resource from being deleted by mistake. Both attributes of CloudFormation; the block or the argument of Terraform; a setting of its own. */
export type Protection =
  | { readonly kind: 'retain' }
  | { readonly kind: 'prevent_destroy' }
  | { readonly kind: 'deletion_policy' }
  /** A management lock of Azure on it, made beside it. */
  | { readonly kind: 'lock' }
  | { readonly kind: 'field'; readonly field: string; readonly value: string };

/** Data, or something without which data is unreadable or capacity is given up. */
export interface Holds {
  readonly kind: 'holds';
  readonly what: string;
  readonly keep: readonly Protection[];
  /** What a deletion does that nothing keeps. */
  readonly deleted: 'with-everything-in-it' | 'once-it-is-empty' | 'never' | 'with-what-it-encrypts';
  /** The argument that says where the data is; or the rule that judges the place. */
  readonly place: { readonly field: string } | { readonly rule: string };
}

/** No data; but without it nothing serves, or capacity is given up that may not be had again. */
export interface Serves {
  readonly kind: 'serves';
  readonly what: string;
  readonly keep: readonly Protection[];
}

/** Paths have dots. */
export interface KeySetting {
  readonly kind: 'field';
  readonly key: string;
  /**
   * List of things that each need a key, such as the disks of a launch template; the other paths start from its elements.
   * @default - the resource itself
   */
  readonly each?: string;
  /** What has to be set besides the key, and to which of these values. */
  readonly with?: { readonly path: string; readonly values: readonly unknown[] };
  /** Location of the data, which a Cloud KMS key must share. */
  readonly location?: string;
  /** Vertex AI Search: without a key of its own it takes the one registered as default of its location. */
  readonly hasDefault?: true;
  /** A bucket that receives access logs takes none: they are delivered only under SSE-S3. */
  readonly exceptAccessLogs?: true;
}

export type TransportCheck =
  | { readonly kind: 'tls-listener' | 'tls-target' | 'tls-proxy' | 'tls-version' | 'tls-gateway' }
  /** A policy on the resource refuses plain requests: the type of policy, its list of resources, the service. */
  | { readonly kind: 'refuses-plain'; readonly policy: string; readonly on: string; readonly service: 's3' | 'sns' | 'sqs' };

export type Tags = TagProperty | TagSpecifications | { readonly kind: 'none'; readonly bill: 'free' | 'paid' };

/** Tags in one property: a list of `{Key, Value}`, a map, the list of `{key, value}` that a function passes on, or texts. */
export interface TagProperty {
  readonly kind: 'property';
  readonly property: 'Tags' | 'HostedZoneTags' | 'ResourceTags' | 'tags' | 'custom_tags' | 'labels' | 'user_labels';
  readonly form: 'list' | 'map' | 'passed-on' | 'texts';
  /**
   * Whether it never shows on a bill, tags or not.
   * @default - it may
   */
  readonly bill?: 'free';
  /** Whether what it starts carries them too: by a mark on each tag, or by a property with one of some values. */
  readonly starts?:
    | { readonly kind: 'mark'; readonly mark: string; readonly of: string }
    | { readonly kind: 'property'; readonly property: string; readonly values: readonly string[] };
}

/** Tags in `TagSpecifications`, one list for each thing that it makes. */
export interface TagSpecifications {
  readonly kind: 'specifications';
  readonly lists: readonly { readonly within: readonly string[]; readonly resourceTypes: readonly string[] }[];
}

/** Answers callers: what has to be set so that none of them is on the internet. */
export interface Admits {
  readonly kind: 'admits';
  readonly check: ExposureCheck;
}

/** Connects a network with the internet by being there. */
export interface LeadsOut {
  readonly kind: 'leads-out';
  readonly by: string;
}

export interface CopySettings {
  readonly kind: 'settings-that-copy';
  readonly settings: readonly CopySetting[];
}

/** Paths have dots; a list is passed through to every element, and `List[key]` is the value of one that has this key. */
export type CopySetting = CopySwitch | CopyDestination;

/** A setting that copies by some of its values, wherever to. */
export interface CopySwitch {
  readonly kind: 'switch';
  readonly path: string;
  /** Which values copy. */
  readonly copies: (value: unknown) => boolean;
  /** Continues "`<setting>` …". */
  readonly effect: string;
}

/** A setting that names what data goes to. */
export interface CopyDestination {
  readonly kind: 'destination';
  readonly path: string;
  /** Types of what it may name; `region`: the name of a region; `recipient`: a mail address. */
  readonly to: readonly string[] | 'region' | 'recipient';
  /** Without it data goes to a place that the service chooses. */
  readonly needed?: true;
}

/** Policy documents of AWS, in these properties. */
export interface Documents {
  readonly kind: 'documents';
  readonly properties: readonly string[];
}

/** Grants, openings or refusals in a form of its type; one reader for each form. */
export interface Grants {
  readonly kind: 'grants';
  readonly form: GrantForm;
}

export type GrantForm =
  | 'security-group'
  | 'security-group-ingress'
  | 'security-group-egress'
  | 'guardrail'
  | 'role-member'
  | 'custom-role'
  | 'role-definition'
  | 'identity-provider'
  | 'organization-policy'
  | 'firewall'
  | 'audit-config'
  | 'perimeter'
  | 'prompt-filter'
  | 'role-assignment'
  | 'federated-credential'
  | 'policy-assignment'
  | 'network-security-group'
  | 'network-security-rule'
  | 'access-control'
  | 'federation-policy'
  | 'egress-policy'
  | 'address-list'
  | `profile-${'identity' | 'policy'}`
  | 'statements'
  | 'content-filter';

export interface Runs {
  readonly kind: 'runs';
  readonly carriers: readonly Carrier[];
}

/** A property or argument whose text is run. Paths have dots; lists are passed through. */
export interface Carrier {
  readonly path: string;
  /**
   * How the program is there: a text, the words of a command line, JSON whose leaves are commands, metadata of a machine with cloud-init among them, cloud-init
   * alone in base64, or the key of a file that is deployed beside the template.
   */
  readonly form: 'script' | 'command-line' | 'definition' | 'boot-metadata' | 'boot-data' | 'code';
  /**
   * Rule that derives the whole of it from the topology, word by word.
   * @default - supply-chain/reviewed-script, by digest
   */
  readonly comparedBy?: string;
}

/** What a change of an argument does to its resource. `none`: nothing, as `why` says. */
export interface Effect {
  readonly effect: 'replace' | 'may-replace' | 'update' | 'none';
  /** In words, where the schema alone does not say it. */
  readonly why?: string;
}

export type Replacement =
  /** CloudFormation's own specification, and what it does not tell: by property, outranking it. */
  | { readonly kind: 'specification'; readonly except?: Readonly<Record<string, Effect>> }
  /** Every change makes a new revision: that is how the type works, and nothing is interrupted by it. */
  | { readonly kind: 'revision'; readonly why: string }
  | Schema;

/** The provider's schema, as `force-new/` has it, and what no reader finds there: by argument, outranking the schema. */
export interface Schema {
  readonly kind: 'schema';
  readonly except: Readonly<Record<string, Effect>>;
  /** The type's `CustomizeDiff` was read: what it forces is in `except`, which may be nothing. */
  readonly customizeDiffRead: boolean;
  /** Defaults of the version that modules require, where the one that was read has others. */
  readonly defaults?: Readonly<Record<string, string | number | boolean>>;
}

export type Rows = Readonly<Record<string, Row>>;
