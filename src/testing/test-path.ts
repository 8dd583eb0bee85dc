import type { FlowDriver, Seen } from './driver.types.js';
import { brokenInvariants } from './invariants.js';
import type { Expectation, FlowPath, PathStep } from './path.types.js';

const acts = { user: 'The person', service: 'The service answers:', time: 'Time passes:' } as const;

const tellExpectation = ({ state, failure }: Expectation): string =>
  failure === null ? state : `${state} (${failure})`;

const tellStep = <Deed>(step: PathStep<Deed>, number: number): string =>
  `${String(number).padStart(3)}. ${acts[step.by]} ${step.text}. Then: ${tellExpectation(step.expect)}`;

/** A path as a story that a person can read. */
export function tellPath<Deed>({ flow, name, seed, steps }: FlowPath<Deed>): string {
  const again = seed === null ? '' : `, seed ${seed}`;
  return [`${flow}: ${name}${again}`, ...steps.map((step, index) => tellStep(step, index + 1))].join('\n');
}

/** A path that did not end as the chart says: its message is the story, with the step that went wrong. */
export class PathError extends Error {
  /** Index of the step that went wrong. */
  readonly step: number;

  constructor(path: FlowPath<unknown>, step: number, why: string, cause?: unknown) {
    const story = tellPath(path).split('\n');
    story.splice(step + 2, 0, `     ^ here: ${why}`);
    const replay =
      path.seed === null
        ? ''
        : `\nTo walk it again: strategy 'random', seed ${path.seed}, count 1, and the same options.`;
    super(`${story.join('\n')}${replay}`, { cause });
    this.name = 'PathError';
    this.step = step;
  }
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

/** What a `sees` gave. In plain JavaScript it may lack its `return`. */
export function shown(seen: Seen): Seen {
  if (!isRecord(seen))
    throw new TypeError(`sees must return what is shown, such as { state: 'idle' }, not ${String(seen)}`);
  return seen;
}

/** What of the expectation is not so, in words. A driver is asked only for what it can see, and always for the state. */
export function differences(seen: Seen, expected: Expectation): readonly string[] {
  const differing = (name: string, is: unknown, due: unknown): readonly string[] => {
    if (!isRecord(is) || !isRecord(due))
      return is === due ? [] : [`${name} is ${JSON.stringify(is)}, not ${JSON.stringify(due)}`];
    // A page without a recording has no address of one; a button that is not there is not offered.
    const parts = new Set(
      name === 'captcha' ? Object.keys(is).filter((part) => is[part] !== undefined) : Object.keys({ ...is, ...due }),
    );
    return [...parts].flatMap((part) => differing(`${name}.${part}`, is[part], due[part]));
  };
  return (['state', 'failure', 'can', 'needs', 'captcha'] as const)
    .filter((field) => field === 'state' || seen[field] !== undefined)
    .flatMap((field) => differing(field, seen[field], expected[field]));
}

const act = async <Deed>(driver: FlowDriver<Deed>, step: PathStep<Deed>): Promise<void> => {
  if (step.by === 'user') await driver.does(step.does, step);
  else if (step.by === 'service') await driver.answers(step.answer, step);
  else await driver.waits(step.ms, step);
};

/**
 * Walks a path with a driver, and looks after each step.
 * @throws PathError with the story of the path, at the first step after which something is not as it must be.
 */
export async function testPath<Deed>(path: FlowPath<Deed>, driver: FlowDriver<Deed>): Promise<void> {
  let index = 0;
  try {
    await driver.begin?.(path);
    for (const step of path.steps) {
      await act(driver, step);
      const seen = shown(await driver.sees(step.expect));
      const wrong = [
        ...differences(seen, step.expect),
        ...(driver.view ? brokenInvariants(path.flow, driver.view()).map((says) => `it is not true that ${says}`) : []),
      ];
      if (wrong.length > 0) throw new PathError(path, index, wrong.join('; '));
      index++;
    }
  } catch (error) {
    // Whatever the end throws then, the step that went wrong is the one to tell.
    await Promise.resolve()
      .then(() => driver.end?.())
      .catch(() => undefined);
    if (error instanceof PathError) throw error;
    throw new PathError(path, index, error instanceof Error ? error.message : String(error), error);
  }
  try {
    await driver.end?.();
  } catch (error) {
    throw new PathError(path, path.steps.length - 1, error instanceof Error ? error.message : String(error), error);
  }
}
