import type { Evidence } from '../../../policy/engine.js';
import { readCloudAssembly, readTerraformOutput } from '../../../synthesis/read-output.js';
import { type LoadedTopology, loadTopology } from '../../../topology/load.js';
import { topologies } from '../../support/topologies.js';
import { assemblies } from '../assemblies.js';
import { terraformOutputs } from '../root-modules.js';

/** One topology of the matrix, with what it synthesizes to. */
export interface Row {
  readonly name: string;
  readonly loaded: LoadedTopology;
  readonly evidence: Evidence;
  /** Where it is on disk: `cdk.out` and `cdktf.out`. */
  readonly directories: readonly [aws: string, terraform: string];
}

/** The matrix, synthesized once per run. */
export function matrix(): readonly Row[] {
  return topologies.map(([name, file]) => {
    const aws = assemblies().find((assembly) => assembly.name === name)?.directory ?? '';
    const terraform = terraformOutputs().get(name) ?? '';
    return {
      name,
      loaded: loadTopology(file),
      evidence: { aws: readCloudAssembly(aws), terraform: readTerraformOutput(terraform) },
      directories: [aws, terraform],
    };
  });
}
