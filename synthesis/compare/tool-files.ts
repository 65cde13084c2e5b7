import type { OutputKind } from '../read-output.js';

/** What tools add to an output while they deploy it, and whether another check looks into it. Everything else is a difference. */
interface ToolFile {
  readonly pattern: RegExp;
  readonly writtenBy: string;
  readonly checked: 'by content' | 'never read';
}

/**
 * The closed list. `.cache` holds what the CDK uploads without zipping it again, the lock file decides which providers run, and the workspace
 * which state is used: these are looked into. Providers below `.terraform` are held to the lock file by Terraform itself.
 */
const cloudAssemblyFiles: readonly ToolFile[] = [
  { pattern: /^\.cache\/[^/]+\.zip$/, writtenBy: 'cdk deploy', checked: 'by content' },
  { pattern: /^(synth|read\.[^/]+)\.lock$/, writtenBy: 'cdk', checked: 'never read' },
  { pattern: /^(tree|validation-report|[^/]+\.metadata)\.json$/, writtenBy: 'cdk synth', checked: 'never read' },
];

const terraformFiles: readonly ToolFile[] = [
  { pattern: /^stacks\/[^/]+\/\.terraform\.lock\.hcl$/, writtenBy: 'terraform init', checked: 'by content' },
  { pattern: /^stacks\/[^/]+\/\.terraform\/environment$/, writtenBy: 'terraform workspace', checked: 'by content' },
  { pattern: /^stacks\/[^/]+\/\.terraform\/(providers\/.+|terraform\.tfstate(\.backup)?)$/, writtenBy: 'terraform init', checked: 'never read' },
  { pattern: /^stacks\/[^/]+\/(\.terraform\.tfstate\.lock\.info|crash\.log|crash\.[^/]+\.log)$/, writtenBy: 'terraform', checked: 'never read' },
  // A plan is read only by `terraform apply` of that very file.
  { pattern: /^stacks\/[^/]+\/[^/]+\.tfplan$/, writtenBy: 'terraform plan', checked: 'never read' },
];

/** By what an output holds; nothing adds to the files of a gateway. */
export const toolFiles: Readonly<Record<OutputKind, readonly ToolFile[]>> = { aws: cloudAssemblyFiles, terraform: terraformFiles, gateway: [] };

export function toolFile(files: readonly ToolFile[], path: string): ToolFile | undefined {
  return files.find(({ pattern }) => pattern.test(path));
}
