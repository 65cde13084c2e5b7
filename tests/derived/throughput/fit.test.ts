import { describe, expect, it } from 'vitest';
import { fitOf } from '../../../derived/throughput/maximum.js';
import { denseFit, expertsFit } from '../../../facts/throughput.js';
import { denseFitOf, expertsFitOf, leftOut, percentile, ratio, refit } from './fitting.js';
import { denseCases, expertCases } from './points.js';

const fitted = denseFit();
const dense = [fitted.bandwidthShare, fitted.flopShare, fitted.layerUs, fitted.reduceUs, fitted.sequenceUs];
const [dp, tensor] = [expertsFit('attention-dp'), expertsFit('tensor')];
const experts = [dp.flopShare, tensor.flopShare, dp.memoryGB, dp.layerUs];

const even = { bend: 0.15, optimism: 1 };
const careful = { bend: 0.3, optimism: 3 };

/** Percent, to a tenth. */
const errorsOf = (errors: readonly number[]) => {
  const sizes = errors.map(Math.abs);
  const percent = (value: number) => Math.round(value * 1_000) / 10;
  return {
    points: errors.length,
    medianErrorPct: percent(percentile(sizes, 0.5)),
    p90ErrorPct: percent(percentile(sizes, 0.9)),
    worstOptimisticPct: percent(Math.max(...errors)),
    worstPessimisticPct: percent(-Math.min(...errors)),
  };
};

type Errors = ReturnType<typeof errorsOf>;

const near = (found: Errors, stated: Errors, within: number) => {
  for (const key of Object.keys(found) as (keyof Errors)[]) expect(Math.abs(found[key] - stated[key]), key).toBeLessThanOrEqual(within);
};

describe('the fit of dense models', () => {
  it('is the least squares of its points', () => {
    refit(denseCases, denseFitOf, [0.9, 0.5, 50, 30, 6], even).forEach((value, index) => {
      expect(value / (dense[index] ?? 0)).toBeCloseTo(1, 1);
    });
  });

  it('errs as its facts say on groups that it did not see', () => {
    const errors = errorsOf(leftOut(denseCases, denseFitOf, dense, even, ({ group }) => group));
    near(errors, fitted, 1.6);
    // What it is good for: half of new tables within 6%, nine tenths within 12%.
    expect(errors.medianErrorPct).toBeLessThan(6);
    expect(errors.p90ErrorPct).toBeLessThan(12);
  }, 60_000);
});

describe('the fit of mixtures of experts', () => {
  it('errs as its facts say on points that it did not see', () => {
    const errors = errorsOf(leftOut(expertCases, expertsFitOf, experts, careful, ({ point }) => point.id));
    near(errors, { ...dp, points: dp.points + tensor.points }, 1);
    expect(errors.medianErrorPct).toBeLessThan(12);
  }, 60_000);

  it('answers Maverick from its own shape, not from that of Scout', () => {
    const ratios = expertCases.filter(({ point }) => point.release?.includes('maverick')).map((one) => ratio(one, fitOf(one.replica)));
    expect(Math.max(...ratios)).toBeLessThan(1.25);
  });
});
