/** Header by which a caller asks for one of two models behind the same load balancer. */
export const modelHeader = 'x-llama-model';
