import { existsSync } from 'node:fs';
import { asOfDate } from '../synthesis/as-of.js';
import { isValidationFailure, synthesizeAws } from '../synthesis/aws.js';
import { BlueprintPolicy } from '../synthesis/policy-plugin.js';
import { featureFlags } from '../synthesis/project.js';
import { writingInto } from '../synthesis/storage.js';
import { replaceOutputs } from '../synthesis/swap.js';
import { RememberingValidation } from '../synthesis/template-validation.js';
import { runApp } from './commands/app.js';
import { defaultOutputs } from './commands/defaults.js';
import { validated } from './commands/validated.js';

/** The CDK application: what `npx cdk synth` starts. The policy engine runs inside it and refuses what breaks a rule. Settled when it has said everything; the exit code is set by then. */
export const ended = runApp(async (loaded, context) => {
  const plugin = { loaded, asOf: asOfDate(loaded.topology, context.asOf) };
  const verdict = await replaceOutputs({ aws: process.env['CDK_OUTDIR'] ?? defaultOutputs.aws }, ({ aws }) => {
    try {
      const options = { outdir: aws, flags: featureFlags(), ...(validated() && { validation: new RememberingValidation() }) };
      writingInto(aws, () => synthesizeAws(loaded, { ...options, plugin: (origins) => new BlueprintPolicy({ ...plugin, origins }) }));
      return 'publish';
    } catch (error) {
      if (!isValidationFailure(error) || !existsSync(aws)) throw error;
      return 'refuse';
    }
  });
  return verdict === 'publish' ? 0 : 1;
});
