/** Whose account a host, a network or a resource is in. */
export type Cloud = 'aws' | 'google' | 'azure' | 'databricks' | 'watsonx' | 'cloudflare' | 'oci';

/** Who sells a cloud, as contracts name them. */
export const contractors = ['aws', 'google', 'azure', 'databricks', 'ibm', 'cloudflare', 'oracle'] as const;
export type Contractor = (typeof contractors)[number];

/** A cloud that stacks are made for, and that rules can therefore judge. */
export interface Described {
  readonly kind: 'described';
  readonly contractsWith: Contractor;
  /** An account there, as `accounts.<cloud>.<alias>` describes it. */
  readonly account: {
    /** Fields that no two accounts have alike; the first one is its name. */
    readonly knownBy: readonly [string, ...string[]];
    /** What it is called, where somebody is granted a role on it. */
    readonly called: string;
  };
  /** How types of its resources start. */
  readonly types: readonly string[];
  /** Terraform providers that make them, by local name; none where CloudFormation does. */
  readonly providers: readonly string[];
  /** Further configurations of a provider that modules have, by alias; which resource takes which, `capacity/emitted` compares. */
  readonly aliases: readonly string[];
  /** Arguments of these providers that sign in with a key: identity/no-static-keys refuses them in every module. */
  readonly signIn: readonly string[];
  /** Whether the name of a region may be part of a longer text, as in an ARN or the name of a zone; or is a value by itself. */
  readonly regionsAre: 'part-of-texts' | 'whole-values';
  /** A customer-managed key. */
  readonly key: {
    /** Its full name. */
    readonly name: RegExp;
    /** Types that make one. */
    readonly types: readonly string[];
  };
  /** Properties that tags may be in; which of them a type has, its row says. */
  readonly tagProperties: readonly string[];
  /** Settings that any type may have, judged wherever they are. */
  readonly anyType: {
    /** True opens a resource to the internet. */
    readonly publicSwitches: readonly string[];
    /** Lowest version of TLS. */
    readonly tlsVersions: readonly string[];
    /** False lets plain HTTP in. */
    readonly httpsSwitches: readonly string[];
  };
  readonly federation: Federation;
  /** Domains of its services. */
  readonly domains: readonly string[];
}

/** How a gateway's role in AWS becomes a caller in this cloud, and what its token says it is for. */
export type Federation =
  | { readonly kind: 'own-roles' }
  | { readonly kind: 'one-audience'; readonly audience: string }
  /** The audience is the name of the identity provider. */
  | { readonly kind: 'audience-of-the-provider' }
  /** The audience is the id of the account. */
  | { readonly kind: 'audience-of-the-account' }
  /** It takes no proof of AWS: a key of the provider's is read with the role (topology/schema/provider-key.ts). */
  | { readonly kind: 'none' };

/** A cloud that hosts may name, and that nothing is synthesized for: its types are known by their names only, to be refused. */
export interface Named extends Pick<Described, 'contractsWith' | 'types' | 'providers'> {
  readonly kind: 'named';
}
