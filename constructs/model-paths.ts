/**
 * Paths that a load balancer lets through to model servers, each as a whole. vLLM asks for its API key below /v1, /v2, /inference and /cohere alone
 * (`entrypoints/serve/middleware/authenticate.py`): without a key `/invocations` answers prompts, `/tokenize` reads them, `/metrics` and `/load` tell how busy it is.
 */
export const modelPaths = ['/v1/chat/completions', '/v1/models'] as const;
