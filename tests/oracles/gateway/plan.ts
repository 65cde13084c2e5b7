import { topologies } from '../../support/topologies.js';
import type { Scenario } from './scenario.js';
import { answers } from './scenarios/answers.js';
import { bodies } from './scenarios/bodies.js';
import { cancelled } from './scenarios/cancelled.js';
import { changes } from './scenarios/changes.js';
import { guards, judgedAnswers, noPolicy, noTranslator } from './scenarios/closed.js';
import { converse } from './scenarios/converse.js';
import { documents } from './scenarios/documents.js';
import { drain } from './scenarios/drain.js';
import { escapes } from './scenarios/escapes.js';
import { alone, cut, ejected, failing, silent } from './scenarios/failures.js';
import { fields } from './scenarios/fields.js';
import { hanging } from './scenarios/hanging.js';
import { keys } from './scenarios/keys.js';
import { debug, logs } from './scenarios/logs.js';
import { lostTask } from './scenarios/lost-task.js';
import { overflow, shed } from './scenarios/overflow.js';
import { rotation } from './scenarios/rotation.js';
import { sdks } from './scenarios/sdks.js';
import { silentConnections } from './scenarios/silence.js';
import { attempts, spend } from './scenarios/spend.js';

/** Topologies whose every zone is run. */
export const files = topologies.map(([, file]) => file);

/** What a zone is judged by in a brief run: who is called, by whom, for which model, with what was found. */
export const firstAnswers: readonly Scenario[] = [answers, documents];

/** What every zone is judged by, in this order: the last but one reads what processes printed in all others. `python` has the OpenAI package. */
export function scenariosOf(python: string): readonly Scenario[] {
  const requests = [changes, answers, guards, judgedAnswers, documents, bodies, converse, ...escapes, fields(python), sdks(python)];
  const hosts = [overflow, shed, failing, cut, alone, silent, ejected, cancelled, hanging, silentConnections, rotation];
  const task = [keys, drain, lostTask, noPolicy, noTranslator];
  return [...requests, ...hosts, spend, attempts, ...task, logs, debug];
}
