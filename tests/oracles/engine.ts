import { spawnSync } from 'node:child_process';
import { engineFeatures, holds, imageVersion } from '../../facts/engine-features.js';
import { namedImages } from './named-images.js';
import { cacheDirectory, type Verdict } from './tools.js';

/**
 * The source package of each vLLM version that a topology names, as published: every flag, variable and metric that is
 * emitted or read must be in it, and nothing that facts say it lacks. A version that is not published is a finding.
 */
export function engine(): Verdict {
  const findings: string[] = [];
  const versions = [...new Set(namedImages('vllm-openai').map(imageVersion))].filter((version) => version !== undefined).sort();
  if (versions.length === 0) findings.push('engine: no topology names a version of vLLM');
  for (const version of versions) {
    const { status, stdout, stderr } = spawnSync('python3', ['tests/oracles/engine.py', version, cacheDirectory('vllm')], {
      encoding: 'utf8',
      timeout: 600_000,
    });
    if (status === 4) return { findings, judged: '', skipped: stderr.trim() };
    if (status !== 0) {
      findings.push(`engine: ${version}: ${stderr.trim().split('\n').at(-1)}`);
      continue;
    }
    const found: Readonly<Record<string, string | null>> = JSON.parse(stdout);
    for (const { kind, name, default: expected } of engineFeatures()) {
      if (kind === 'behaviour') continue;
      const there = name in found;
      if (there !== holds(name, version)) findings.push(`engine: ${version} has ${there ? '' : 'no '}${kind} ${name}; facts/engine.yaml says otherwise`);
      if (there && expected !== undefined && found[name] !== expected)
        findings.push(`engine: ${version}: default of ${name} is ${found[name]}. Relied on: ${expected}.`);
    }
    const [guarded, known] = [
      found['guarded'] ?? 'nothing',
      engineFeatures()
        .find(({ name }) => name === 'API key')
        ?.paths?.join(' '),
    ];
    if (guarded !== known) findings.push(`engine: ${version} asks for its API key below ${guarded}; facts/engine.yaml says ${known}`);
    const shared = 'SharedAdmissionStats' in found;
    if (shared !== holds('shared admission', version)) findings.push(`engine: ${version} ${shared ? 'shares' : 'does not share'} its admission count`);
  }
  return { findings, judged: `vLLM ${versions.join(', ')}: ${engineFeatures().length} features` };
}
