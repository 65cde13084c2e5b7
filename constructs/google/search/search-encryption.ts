import { DiscoveryEngineCmekConfig } from '@cdktf/provider-google/lib/discovery-engine-cmek-config/index.js';
import type { ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';
import { keep } from '../provider/keep.js';

export interface SearchEncryptionProps {
  /** Project that it is made in. */
  readonly project: string;
  /** `eu` or `us`: the only locations that take a key. */
  readonly location: string;
  /** Name of a key in the matching multi-region. */
  readonly key: string;
  /** Grants that Vertex AI Search needs to use the key. */
  readonly dependsOn: readonly ITerraformDependable[];
}

/**
 * Registers a key with Vertex AI Search as the default of a location.
 *
 * Treat it as final: a registered key cannot be taken back. A project has quota for one such registration per location. Data stores made before it can never be encrypted with the
 * key, and what taking the registration away does to those made after it, Google does not say.
 */
export class SearchEncryption extends DiscoveryEngineCmekConfig {
  constructor(scope: Construct, id: string, props: SearchEncryptionProps) {
    super(scope, id, {
      project: props.project,
      location: props.location,
      cmekConfigId: 'default_cmek_config',
      kmsKey: props.key,
      setDefault: true,
      dependsOn: [...props.dependsOn],
      lifecycle: { preventDestroy: true },
    });
    keep(this);
  }
}
