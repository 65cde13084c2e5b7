/** Where a model server sees the verified weights of its node, one directory to a model. */
export const modelDirectory = '/models';
