import type { Gpu } from '../../facts/ec2.js';

/** What a host uses of a Google project: what governs it has to let this through, and nothing else. */
export type GoogleUse = OfProject & (VertexUse | NodesUse);

interface OfProject {
  /** Whether what answers is deployed here, or a service of Google's that is called and bought through the marketplace. */
  readonly served: 'here' | 'by Google';
  /** Values of `vertexai.allowedModels`: models that it deploys or calls. Facts name none for what they do not know. */
  readonly models: readonly string[];
  /** Location of the Vertex AI Search in front of the model. */
  readonly search: 'eu' | 'us' | 'global' | 'none';
  /** How Model Armor screens prompts in the region of the host. */
  readonly screening: Screening | 'none';
}

/** Vertex AI answers, with these accelerators at its largest, of types as Vertex AI names them. */
interface VertexUse {
  readonly answers: 'vertex';
  readonly accelerators: readonly Accelerators<string>[];
}

/** Nodes of the project's own answer. What is reserved counts, whether a node runs on it or not. */
interface NodesUse {
  readonly answers: 'nodes';
  readonly accelerators: readonly Accelerators<Gpu>[];
}

interface Accelerators<Type> {
  readonly type: Type;
  readonly count: number;
}

export interface Screening {
  readonly strength: 'low' | 'medium' | 'high';
  readonly personalData: 'block' | 'ignore';
}

/** What the policies of an Azure subscription have to let through. */
export interface AzureUse {
  readonly locations: readonly string[];
  /** Skus of its deployments. */
  readonly skus: readonly string[];
  /** Models as the policy on approved ones names them, `/models/<name>/versions/<version>`. */
  readonly models: readonly string[];
}

/** What the organization's policies on an AWS account have to let through. */
export interface AwsUse {
  readonly bedrock: BedrockUse | 'none';
  /** Regions of GPU instances of its own. */
  readonly instancesIn: readonly string[];
}

/** What is used of Bedrock. */
export interface BedrockUse {
  /** Where it is called, and where profiles process. */
  readonly regions: readonly string[];
  /** Pattern of the ARNs that its callers invoke. */
  readonly invoked: string;
  /** ARNs of foundation models, which are invoked through those alone. */
  readonly behind: readonly string[];
  /** Patterns of the profile ARNs that models are invoked through. */
  readonly profiles: readonly string[];
  /** Id of the model whose lifecycle is the provider's; `none` where the weights are the topology's own. */
  readonly watched: string | 'none';
}

/** A right that the gateway of a workload needs to call a host. */
export type GatewayRight =
  /** AWS: actions that policies in the host's own stacks allow its role. `may` names what else they may allow. */
  | { readonly on: 'role'; readonly actions: readonly string[]; readonly may: readonly string[] }
  /** Google: permissions that a role made in its project gives its service account. */
  | { readonly on: 'project'; readonly permissions: readonly string[] }
  /** Google: a predefined role on a secret in the host's own stacks. */
  | { readonly on: 'secret'; readonly role: string }
  /** Azure: a role, as Microsoft names it, on a resource of a type in the host's own stacks. */
  | { readonly on: 'resource'; readonly type: string; readonly role: string }
  /** Databricks: a permission of its service principal in the workspace, and on the serving endpoint that its own stacks make. */
  | { readonly on: 'workspace'; readonly permission: string }
  | { readonly on: 'endpoint'; readonly permission: string }
  /** IBM Cloud: roles of its trusted profile on the instance that the host's own stacks make. */
  | { readonly on: 'instance'; readonly roles: readonly string[] }
  /** Azure: data actions that a role made in the host's own stacks allows on a resource of a type there. */
  | { readonly on: 'data'; readonly type: string; readonly actions: readonly string[] };
