import { existsSync } from 'node:fs';
import { asOfDate } from '../synthesis/as-of.js';
import { isValidationFailure, synthesizeAws } from '../synthesis/aws.js';
import { BlueprintPolicy } from '../synthesis/policy-plugin.js';
import { featureFlags } from '../synthesis/project.js';
import { draftOf, publish, refuse } from '../synthesis/swap.js';
import { runApp } from './commands/app.js';
import { defaultOutputs } from './commands/defaults.js';

/** The CDK application: what `npx cdk synth` starts. The policy engine runs inside it and refuses what breaks a rule. */
runApp((loaded, context) => {
  const target = process.env['CDK_OUTDIR'] ?? defaultOutputs.aws;
  const draft = draftOf(target);
  try {
    synthesizeAws(loaded, {
      outdir: draft,
      flags: featureFlags(),
      plugin: (origins) => new BlueprintPolicy({ loaded, asOf: asOfDate(loaded.topology, context.asOf), origins }),
    });
    publish(draft, target);
    return 0;
  } catch (error) {
    if (!isValidationFailure(error) || !existsSync(draft)) throw error;
    refuse(draft, target);
    return 1;
  }
});
