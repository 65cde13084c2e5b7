/** Paths that a load balancer lets through to model servers, each as a whole: those below which vLLM asks for its API key, and that callers need (facts/engine.yaml, ADR 160). */
export const modelPaths = ['/v1/chat/completions', '/v1/models'] as const;
