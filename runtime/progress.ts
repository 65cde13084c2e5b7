/** What a look at a model server's progress is told. */
export interface ProgressLook {
  readonly port: number;
  /** Seconds for which `/metrics` is waited for. */
  readonly patience: number;
  /** Requests without a token for this long: people are told. */
  readonly hungSeconds: number;
  /** Without a token for longer than this, the look fails with `status`. */
  readonly failSeconds: number;
  readonly status: number;
  /** Where the line goes: the output of the container's first process, or the program's own. */
  readonly log: '/proc/1/fd/1' | 'stdout';
  /**
   * Whether the line also says how many requests wait, in all engines: where no collector does.
   * @default - it does not
   */
  readonly queue?: boolean;
  /** Fields of the line besides what was seen; embedded metrics among them get the time. */
  readonly line: Readonly<Record<string, unknown>>;
}

/** Name of the metric in embedded lines: seconds for which the slowest engine of a replica runs requests without a token. */
export const stalledMetric = 'EngineStalledSeconds';

/** Field of every line, by which logs are searched. */
export const watch = 'engine';

/** What makes a line an embedded metric of CloudWatch, for each fleet and for each replica of it. */
export function embedded(namespace: string, fleet: string): Readonly<Record<string, unknown>> {
  const metrics = [{ Name: stalledMetric, Unit: 'Seconds' }];
  return { Fleet: fleet, _aws: { CloudWatchMetrics: [{ Namespace: namespace, Dimensions: [['Fleet'], ['Fleet', 'Replica']], Metrics: metrics }] } };
}

/**
 * Whether a model server makes no progress, as a program of its own container: since when requests run and no token is read or
 * written. `/health` stays 200 then (vllm#36960). A server has several engines on Google; each is looked at, because the
 * tokens of the others would hide one that hangs. Every look writes a line. A server that does not answer is left to the load
 * balancer. The last look is kept in shared memory, which is writable even where the root file system is not.
 */
export const progressCheck = ({
  port,
  patience,
  hungSeconds,
  failSeconds,
  status,
  log,
  queue = false,
  line,
}: ProgressLook) => `import json,re,socket,sys,time,urllib.request
try: page=urllib.request.urlopen("http://127.0.0.1:${port}/metrics",timeout=${patience}).read().decode()
except OSError: sys.exit(0)
def total(name):
 found={}
 for labels,value in re.findall(r"^"+name+r"({[^}]*})? (\\S+)$",page,re.M):
  engine=(re.findall(r'engine="([^"]*)"',labels) or ["0"])[0]
  found[engine]=found.get(engine,0)+float(value)
 return found
running,read,written=total("vllm:num_requests_running"),total("vllm:prompt_tokens_total"),total("vllm:generation_tokens_total")
try: last=json.load(open("/dev/shm/progress"))
except (OSError,ValueError): last={}
now=time.monotonic()
seen={}
for engine in running:
 tokens=read.get(engine,0)+written.get(engine,0)
 before=last.get(engine,[0,-1,now])
 still=running[engine]>0 and before[0]>0 and before[1]==tokens
 seen[engine]=[running[engine],tokens,before[2] if still else now]
json.dump(seen,open("/dev/shm/progress","w"))
if not seen: sys.exit(0)
engine=min(seen,key=lambda name: seen[name][2])
stalled=now-seen[engine][2]
line=${JSON.stringify(line)}
if "_aws" in line: line["_aws"]["Timestamp"]=int(time.time()*1000)
line.update({"watch":"${watch}","Replica":socket.gethostname(),"engine":engine,"running":seen[engine][0],"${stalledMetric}":int(stalled),"hung":stalled>=${hungSeconds}})
${queue ? 'line["waiting"]=sum(total("vllm:num_requests_waiting").values())\n' : ''}try: print(json.dumps(line),file=open(${log === 'stdout' ? 1 : JSON.stringify(log)},"w"),flush=True)
except OSError: pass
sys.exit(${status} if stalled>${failSeconds} else 0)`;
