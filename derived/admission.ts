/** Requests of one replica running at once and waiting behind them; beyond that vLLM answers 503 and the gateway sends them elsewhere. */
export const admission = { running: 256, waiting: 64 };
