import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Json } from '../support/documents.js';

/** What an engine says of itself at one time. */
export interface Engine {
  readonly running: number;
  readonly tokens: number;
}

export interface Look {
  /** Seconds since the first look. */
  readonly at: number;
  readonly status: number | null;
  /** The line that it wrote. */
  readonly line: Json;
  /** As it was written. */
  readonly text: string | null;
}

/** Runs one program for each page, as a process of its own would, on a clock and a page that only it sees. */
const driver = `import io,json,os,sys,time,urllib.request
program,pages,seconds,log=json.load(sys.stdin)
code=compile(program,"program","exec")
seen=[]
for index,page in enumerate(pages):
 def urlopen(address,timeout):
  if page is None: raise ConnectionRefusedError()
  return io.BytesIO(page.encode())
 urllib.request.urlopen=urlopen
 time.monotonic=lambda: 1000+index*seconds
 if os.path.exists(log): os.remove(log)
 status=0
 try: exec(code,{})
 except SystemExit as end: status=end.code
 seen.append([index*seconds,status,open(log).read() if os.path.exists(log) else None])
print(json.dumps(seen))`;

/**
 * Lets a program look at a server, once for each page, `seconds` apart. Pages are the engines of the server in order; `undefined` is
 * a server that does not answer.
 */
export function looks(program: string, pages: readonly (readonly Engine[] | undefined)[], seconds = 30): Look[] {
  const directory = mkdtempSync(join(tmpdir(), 'blueprint-looks-'));
  const log = join(directory, 'log');
  const moved = program.replaceAll('/dev/shm/progress', join(directory, 'progress')).replace(/open\((?:1|"\/proc\/1\/fd\/1"),"w"\)/, `open("${log}","w")`);
  const input = JSON.stringify([moved, pages.map((engines) => engines?.map(metrics).join('') ?? null), seconds, log]);
  const { stdout, stderr, status } = spawnSync('python3', ['-c', driver], { input, encoding: 'utf8' });
  rmSync(directory, { recursive: true });
  if (status !== 0) throw new Error(stderr);
  const seen: [number, number | null, string | null][] = JSON.parse(stdout);
  return seen.map(([at, status, text]) => ({ at, status, text, line: text === null ? undefined : JSON.parse(text) }));
}

/** As vLLM writes it. */
export function metrics({ running, tokens }: Engine, index: number): string {
  const labels = `{engine="${index}",model_name="m"}`;
  return `# TYPE x gauge\nvllm:num_requests_running${labels} ${running}.0\nvllm:generation_tokens_total${labels} ${tokens}.0\nvllm:prompt_tokens_total${labels} 5.0\n`;
}
