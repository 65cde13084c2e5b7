import { expect, it } from 'vitest';
import { type Files, found } from './source.js';

/** A repository as the exporter's is laid out, with one line of each kind. */
function repository(labels: string): Files {
  const texts: Readonly<Record<string, string>> = {
    'pkg/cmd/app.go': '\t\t\tEnvVars: []string{"EXPORTER_ONE", "EXPORTER_OTHER"},\n',
    'docker/entry.sh': 'if [ -z "$NO_CAPABILITY" ]; then echo $name ${OTHER_NAME}; fi\n',
    'etc/list.csv': '# Format\nDCGM_FI_UTIL ,   gauge, in percent, of one\n# DCGM_FI_ERRORS, counter, off\nDCGM_FI_VERSION, label, text\n',
    'internal/pkg/counters/const.go': '\tcount = "DCGM_EXP_ERRORS_COUNT"\n\ttotal = "DCGM_EXP_ERRORS_TOTAL"\n',
    'internal/pkg/rendermetrics/render_metrics.go': labels,
    'internal/pkg/collector/xid_collector.go': '\t\tvalueLabels["code"] = text\n\t\tread := valueLabels["read"]\n',
  };
  const read = (path: string) => texts[path] ?? '';
  return { read, list: (folder) => Object.keys(texts).flatMap((path) => (path.startsWith(`${folder}/`) ? [path.slice(folder.length + 1)] : [])) };
}

it.each([
  ['a template', 'gpuMetricsFormat = `{{ .Name }}{gpu="{{ .GPU }}"{{if .Host }},Host="{{ .Host }}"{{end}}}`\nlinkMetricsFormat = `{link="{{ .Link }}"}`'],
  ['calls', 'case dcgm.FE_GPU, dcgm.FE_LINK:\n\tcase dcgm.FE_GPU:\n\tif err := b.add("gpu", m)\n\tb.add("Host", h)\n\tcase dcgm.FE_LINK:\n\tb.add("link", l)'],
])('the exporter’s sources say what it has, labels by %s', (_, labels) => {
  expect(found(repository(labels))).toEqual({
    variable: new Set(['EXPORTER_ONE', 'EXPORTER_OTHER', 'NO_CAPABILITY', 'OTHER_NAME']),
    gauge: new Set(['DCGM_FI_UTIL', 'DCGM_EXP_ERRORS_COUNT']),
    counter: new Set(['DCGM_FI_ERRORS']),
    label: new Set(['gpu', 'Host', 'code']),
  });
});
