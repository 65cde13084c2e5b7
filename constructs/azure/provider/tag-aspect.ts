import { type IAspect, TerraformResource } from 'cdktf';
import type { IConstruct } from 'constructs';

interface Taggable {
  /** All its tags, as they are written. */
  tags: Record<string, string>;
  /**
   * Tags that the resource has already.
   * @default - none
   */
  readonly tagsInput?: Record<string, string>;
}

/**
 * Puts tags on every azurerm resource below that takes them: azurerm has no provider-wide default tags. Where several
 * apply, the one attached nearest to the resource wins.
 */
export class TagAspect implements IAspect {
  constructor(private readonly tags: Readonly<Record<string, string>>) {}

  visit(node: IConstruct): void {
    // `tags` itself returns a token when nothing is set; only `tagsInput` tells what was given.
    if (isTaggable(node)) node.tags = { ...node.tagsInput, ...this.tags };
  }
}

function isTaggable(node: IConstruct): node is IConstruct & Taggable {
  return TerraformResource.isTerraformResource(node) && node.terraformResourceType.startsWith('azurerm_') && 'tagsInput' in node;
}
