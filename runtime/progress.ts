/**
 * Whether a model server makes no progress, as a program of its own container: requests run, and since the last look no token
 * was read or written. `/health` stays 200 then (vllm#36960). A server that does not answer is left to the load balancer.
 * The last look is kept in shared memory, which is writable even where the root file system is not.
 */
export const progressCheck = (port: number) => `import json,re,sys,urllib.request
try: page=urllib.request.urlopen("http://127.0.0.1:${port}/metrics",timeout=10).read().decode()
except OSError: sys.exit(0)
total=lambda name: sum(float(v) for v in re.findall(r"^vllm:"+name+r"(?:{[^}]*})? (\\S+)$",page,re.M))
now=[total("num_requests_running"),total("generation_tokens_total")+total("prompt_tokens_total")]
try: last=json.load(open("/dev/shm/progress"))
except (OSError,ValueError): last=[0,-1]
json.dump(now,open("/dev/shm/progress","w"))
sys.exit(1 if now[0]>0 and last[0]>0 and now[1]==last[1] else 0)`;
