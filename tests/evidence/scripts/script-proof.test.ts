import { describe, expect, it } from 'vitest';
import { type ScriptProof, scriptProblem } from '../../../evidence/scripts/script-proof.js';

const proof: ScriptProof = {
  settings: { BUCKET: 'weights' },
  unset: ['API'],
  requirements: [{ lacks: 'does not verify', in: 'script', refusesUnless: 'verify' }],
  steps: ['fetch', 'check', 'open'],
  programs: ['curl'],
  before: 'vLLM',
};
const script = 'BUCKET="weights"\nfetch() {\n  curl x\n}\nverify || refuse\nfetch\ncheck\nopen\n';
const edited = (from: string, to: string) => scriptProblem(script.replace(from, to), proof);

describe('a script that proves weights', () => {
  it('is accepted as it is emitted', () => {
    expect(scriptProblem(script, proof)).toBeUndefined();
  });

  it.each([
    ['another setting', 'BUCKET="weights"', 'BUCKET="other"', 'sets BUCKET to "other"'],
    ['a setting twice', 'BUCKET="weights"', 'BUCKET="weights"\n  export BUCKET="other"', 'sets BUCKET to "weights" and "other"'],
    ['no setting', 'BUCKET="weights"\n', '', 'sets BUCKET to nothing'],
    ['a variable of the tests', 'fetch()', 'API=http://x\nfetch()', 'sets API'],
    ['a proof without effect', 'verify || refuse', 'verify || true', 'does not verify before vLLM starts'],
    ['a proof in a comment', 'verify || refuse', '# verify || refuse', 'does not verify'],
    ['a proof under a condition', 'verify || refuse', 'if false; then verify || refuse; fi', 'does not verify'],
    ['a proof that is not waited for', 'verify || refuse', 'verify || refuse &', 'does not verify'],
    ['a proof in a function that is not called', 'verify || refuse', 'g() { verify || refuse; }', 'does not verify'],
    ['a proof after a way past it', 'verify || refuse', 'true || verify || refuse', 'does not verify'],
    ['a setting read from elsewhere', 'verify ||', 'read -r BUCKET\nverify ||', 'sets BUCKET to "weights" and `read -r BUCKET`'],
    ['text that it runs', 'verify ||', 'eval "$x"\nverify ||', 'cannot be judged: its script has line 5: `eval`'],
    ['a function twice', 'verify ||', 'fetch() { :; }\nverify ||', 'defines `fetch` again'],
    ['a program replaced', 'verify ||', 'function curl() { :; }\nverify ||', 'defines `curl` again'],
    ['a step left out', '\ncheck\n', '\n', 'never runs `check`'],
    ['steps in another order', 'fetch\ncheck', 'check\nfetch', 'runs `check` too early'],
  ])('is refused with %s', (_, from, to, problem) => {
    expect(edited(from, to)).toContain(problem);
  });

  it('is not judged by files that it only writes', () => {
    expect(edited('verify ||', "cat >x <<'END'\nAPI=http://x\nEND\nverify ||")).toBeUndefined();
    expect(edited('verify || refuse', "cat >x <<'END'\nverify || refuse\nEND")).toContain('does not verify');
  });
});
