import { dependable, type ITerraformDependable, TerraformDataSource, TerraformResource } from 'cdktf';
import type { IConstruct } from 'constructs';

/** Makes every resource and data source in a construct wait for others. cdktf knows dependencies between resources and stacks only. */
export function deployAfter(construct: IConstruct, dependencies: readonly ITerraformDependable[]): void {
  const addresses = dependencies.map(dependable);
  for (const child of construct.node.findAll()) {
    if (TerraformResource.isTerraformResource(child) || TerraformDataSource.isTerraformDataSource(child))
      child.dependsOn = [...(child.dependsOn ?? []), ...addresses];
  }
}
