/** Names the list of compiled files to the processes of a run. */
export const variable = 'BLUEPRINT_TESTS_COMPILED';
