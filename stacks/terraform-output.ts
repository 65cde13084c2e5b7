import { TerraformOutput } from 'cdktf';
import type { Construct } from 'constructs';

/** An output that `blueprint outputs import` takes up. Its name is read there, so it does not carry the construct's path. */
export function output(scope: Construct, name: string, value: string): void {
  new TerraformOutput(scope, `output-${name}`, { value }).overrideLogicalId(name);
}
