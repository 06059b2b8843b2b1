import { cpus, totalmem } from 'node:os';

/** Milliseconds of one run of each contender, in rounds so that both feel the same machine weather. */
export interface Samples {
  readonly name: string;
  readonly ms: readonly number[];
}

/** One row of the printed table: ours against a named baseline of the same run. */
export interface Comparison {
  readonly title: string;
  readonly ours: Samples;
  readonly baseline: Samples;
  /** The goal in words, and whether the median ratio meets it; null: there is none. */
  readonly goal: string;
  readonly met: ((ratio: number, oursMs: number) => boolean) | null;
}

export interface Contender {
  readonly name: string;
  readonly run: () => unknown;
}

/** Runs contenders alternately; each sample is the mean of `inner` runs, so that a clock tick is not the result. */
export async function sample(contenders: readonly Contender[], rounds: number, inner: number): Promise<Samples[]> {
  const times = contenders.map(() => [] as number[]);
  for (let round = -Math.ceil(rounds / 5); round < rounds; round += 1) {
    for (const [index, contender] of contenders.entries()) {
      const start = process.hrtime.bigint();
      for (let i = 0; i < inner; i += 1) await contender.run();
      const ms = Number(process.hrtime.bigint() - start) / 1e6 / inner;
      if (round >= 0) times[index]?.push(ms);
    }
  }
  return contenders.map((contender, index) => ({ name: contender.name, ms: times[index] ?? [] }));
}

/** The system counts a thread's time in steps of up to 4 ms: a sample takes many of them. */
const SAMPLE_MS = 40;

/**
 * As `sample`, for synchronous work measured in microseconds: no promise between the runs, and time on the processor
 * instead of the clock's, because other programs interrupt the longer contender more often than the shorter. `inner`
 * runs come between two looks at that time.
 */
export function sampleSync(contenders: readonly Contender[], rounds: number, inner: number): Samples[] {
  const times = contenders.map(() => [] as number[]);
  for (let round = -Math.ceil(rounds / 5); round < rounds; round += 1) {
    for (const [index, contender] of contenders.entries()) {
      const ms = timeOf(contender, inner);
      if (round >= 0) times[index]?.push(ms);
    }
  }
  return contenders.map((contender, index) => ({ name: contender.name, ms: times[index] ?? [] }));
}

/** Milliseconds on the processor that one run takes. */
function timeOf({ run }: Contender, inner: number): number {
  const start = processorTime();
  for (let runs = inner; ; runs += inner) {
    for (let i = 0; i < inner; i += 1) run();
    const spent = processorTime() - start;
    if (spent >= SAMPLE_MS) return spent / runs;
  }
}

/** Milliseconds that this thread has run. */
function processorTime(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

/** The value below which the share `q` of the samples lies. */
export function quantile(ms: readonly number[], q: number): number {
  const sorted = [...ms].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? Number.NaN;
}

function time(ms: number): string {
  if (ms >= 100) return `${ms.toFixed(0)} ms`;
  return ms >= 1 ? `${ms.toFixed(2)} ms` : `${(ms * 1000).toFixed(1)} µs`;
}

function spread(samples: Samples): string {
  return `${time(quantile(samples.ms, 0.5))} [${time(quantile(samples.ms, 0.25))}–${time(quantile(samples.ms, 0.75))}]`;
}

/** Quartiles of the ratio within each round, where both felt the same machine weather: `11.8–12.4`. */
function ratioSpread({ ours, baseline }: Comparison): string {
  const ratios = ours.ms.map((ms, round) => ms / (baseline.ms[round] ?? Number.NaN));
  const times = (ratio: number): string => (ratio < 1 ? (1 / ratio).toFixed(1) : ratio.toFixed(2));
  return `${times(quantile(ratios, 0.75))}–${times(quantile(ratios, 0.25))}`;
}

/** Prints one comparison as aligned lines: median, quartiles, ratio, goal. */
export function report(comparison: Comparison): void {
  const ours = quantile(comparison.ours.ms, 0.5);
  const baseline = quantile(comparison.baseline.ms, 0.5);
  const ratio = ours / baseline;
  const verdict = comparison.met === null ? '' : comparison.met(ratio, ours) ? ': met' : ': NOT met';
  const said = ratio < 1 ? `${(1 / ratio).toFixed(1)}× faster` : `${ratio.toFixed(2)}× the time`;
  console.log(`\n${comparison.title}`);
  console.log(`  ${comparison.ours.name.padEnd(44)} ${spread(comparison.ours)}`);
  console.log(`  ${comparison.baseline.name.padEnd(44)} ${spread(comparison.baseline)}`);
  console.log(`  ${said} (by rounds ${ratioSpread(comparison)}); goal ${comparison.goal}${verdict}`);
}

/** Says on what machine the figures were taken. */
export function machine(): string {
  const model = cpus()[0]?.model ?? 'unknown processor';
  const memory = Math.round(totalmem() / 2 ** 30);
  return `${cpus().length} × ${model.trim()}, ${memory} GiB, ${process.platform}, node ${process.versions.node}`;
}
