import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Starts the files first that mostly wait for other programs, so that the others use the processor meanwhile. */
export default class WaitingFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const waits = ({ moduleId }: TestSpecification) => moduleId.includes('/tests/runtime/');
    const sorted = await super.sort(files);
    return [...sorted.filter(waits), ...sorted.filter((file) => !waits(file))];
  }
}
