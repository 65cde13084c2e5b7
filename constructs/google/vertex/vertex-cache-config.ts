import { TerraformResource } from 'cdktf';
import type { Construct } from 'constructs';

export interface VertexCacheConfigProps {
  /** Project whose models cache nothing. */
  readonly project: string;
}

/**
 * Switches generative caching off in a project. Google caches prompts of its own models for up to a day; whether it
 * does for Llama it does not say.
 *
 * A singleton of the project, from provider 7.6 and in no binding; hence a raw resource.
 */
export class VertexCacheConfig extends TerraformResource {
  constructor(
    scope: Construct,
    id: string,
    private readonly props: VertexCacheConfigProps,
  ) {
    super(scope, id, {
      terraformResourceType: 'google_vertex_ai_cache_config',
      terraformGeneratorMetadata: { providerName: 'google' },
    });
  }

  protected override synthesizeAttributes(): Record<string, unknown> {
    return { project: this.props.project, disable_cache: true };
  }
}
