import type { Failure } from '../guards/failure.js';
import { asRecord, isRecord } from '../guards/reply-body.js';
import { isLost } from './answers.types.js';
import type { Happening, Model, Position } from './model.js';
import type { FlowPath, PathOptions, PathStep } from './path.types.js';
import { seededRandom } from './random.js';

interface Visited<Deed> {
  readonly position: Position;
  readonly steps: readonly PathStep<Deed>[];
}

const stateOf = ({ snapshot }: Position): string => String(snapshot.value);

/** Both charts remember what their views tell. */
const failureOf = ({ snapshot }: Position): Failure | null =>
  (snapshot.context as { readonly failure: Failure | null }).failure;

type Allows<Deed> = NonNullable<PathOptions<Deed>['allows']>;

function allowed<Deed>(allows: Allows<Deed> | undefined, position: Position, happening: Happening<Deed>): boolean {
  const may = allows?.({
    state: stateOf(position),
    failure: failureOf(position),
    by: happening.by,
    text: happening.text,
    ...(happening.by === 'user' && { does: happening.does }),
  });
  // A promise is true, whatever it comes to.
  if (typeof asRecord(may)['then'] === 'function')
    throw new TypeError('allows must answer at once, with true or false: it is asked while the paths are made.');
  return !allows || !!may;
}

/**
 * What a request comes to that is over, by name: an answer without a reply, and a time limit that ends a state; `null` for any
 * other happening. No transition tells: a lost answer, which is never posted again, takes that of many a refusal.
 */
function ending<Deed>(before: Position, happening: Happening<Deed>, after: Position): string | null {
  const { answering, refusal } = before.snapshot.context as { readonly answering?: boolean; readonly refusal?: object };
  // A page need not take an answer in the `join`, before it is asked for.
  if (answering && !refusal) return null;
  const [from, to] = [stateOf(before), stateOf(after)];
  if (happening.by === 'time') return from === to ? null : `${from}: ${happening.text} → ${to}`;
  return happening.by === 'service' && answering && isLost(happening.answer)
    ? `${from}: an answer is lost → ${to}`
    : null;
}

/** What a person may do to begin anew where an answer was lost, each in one way: neither a retry nor a join may carry it. */
const beginnings = <Deed>(
  model: Model<Deed>,
  position: Position,
  allows: Allows<Deed> | undefined,
): readonly PathStep<Deed>[] => {
  const deeds = model.options(position).filter(({ by }) => by === 'user');
  const steps = deeds.filter((deed) => allowed(allows, position, deed)).map((deed) => model.take(position, deed).step);
  return ['error: join', 'error: retry'].flatMap(
    (way) => steps.find(({ takes, expect }) => expect.state === 'fetching' && takes[0]?.startsWith(way)) ?? [],
  );
};

/** The shortest way to every position, by breadth first; and one shortest way to take each transition and answer. */
function explore<Deed>(model: Model<Deed>, allows: Allows<Deed> | undefined) {
  const { keyOf } = model.vocabulary;
  const reached = new Map<string, Visited<Deed>>([[keyOf(model.start), { position: model.start, steps: [] }]]);
  const byTransition = new Map<string, readonly PathStep<Deed>[]>();
  const byAnswer = new Map<string, readonly PathStep<Deed>[]>();
  const queue = [...reached.values()];
  for (let at = queue.shift(); at; at = queue.shift()) {
    for (const happening of model.options(at.position)) {
      if (!allowed(allows, at.position, happening)) continue;
      const { step, position } = model.take(at.position, happening);
      const steps = [...at.steps, step];
      const end = ending(at.position, happening, position);
      if (end !== null && happening.by === 'service' && !byTransition.has(end))
        for (const anew of beginnings(model, position, allows))
          byTransition.set(`${end}, then ${anew.takes.join()}`, [...steps, anew]);
      for (const name of [...step.takes, end])
        if (name !== null && !byTransition.has(name)) byTransition.set(name, steps);
      if (happening.by === 'service') {
        const { operation, name } = happening.answer;
        if (!byAnswer.has(`${operation}: ${name}`)) byAnswer.set(`${operation}: ${name}`, steps);
      }
      const key = keyOf(position);
      if (reached.has(key)) continue;
      const visited = { position, steps };
      reached.set(key, visited);
      queue.push(visited);
    }
  }
  return { reached, byTransition, byAnswer };
}

/** Few paths that together have every one of the wanted paths' own last step: a path that others run through is left out. */
function cover<Deed>(wanted: ReadonlyMap<string, readonly PathStep<Deed>[]>): [string, readonly PathStep<Deed>[]][] {
  const covered = new Set<string>();
  const chosen: [string, readonly PathStep<Deed>[]][] = [];
  const longestFirst = [...wanted].sort(([, a], [, b]) => b.length - a.length);
  for (const [name, steps] of longestFirst) {
    // The end of a request is in no step's `takes`: a path that begins with these steps has it.
    if (covered.has(name) || chosen.some(([, other]) => steps.every((step, index) => step === other[index]))) continue;
    for (const step of steps) for (const taken of step.takes) covered.add(taken);
    chosen.push([name, steps]);
  }
  return chosen;
}

function simple<Deed>(model: Model<Deed>, options: PathOptions<Deed>): (readonly PathStep<Deed>[])[] {
  const { maxLength = 6, count = 100, to, allows } = options;
  const found: (readonly PathStep<Deed>[])[] = [];
  const { keyOf } = model.vocabulary;
  const walk = (position: Position, steps: readonly PathStep<Deed>[], seen: ReadonlySet<string>): void => {
    for (const happening of model.options(position)) {
      if (found.length >= count) return;
      if (!allowed(allows, position, happening)) continue;
      const { step, position: after } = model.take(position, happening);
      const key = keyOf(after);
      if (seen.has(key)) continue;
      const longer = [...steps, step];
      const ends =
        to === undefined ? longer.length === maxLength || after.snapshot.status === 'done' : stateOf(after) === to;
      if (ends) found.push(longer);
      else if (longer.length < maxLength) walk(after, longer, new Set([...seen, key]));
    }
  };
  walk(model.start, [], new Set([keyOf(model.start)]));
  return found;
}

/** A walk that any seed repeats. It goes on after the goal is reached only if the flow does. */
function randomWalk<Deed>(model: Model<Deed>, seed: number, options: PathOptions<Deed>): readonly PathStep<Deed>[] {
  const { maxLength = 25, to, allows } = options;
  const random = seededRandom(seed);
  const steps: PathStep<Deed>[] = [];
  let { start: position } = model;
  const pick = <Item>(items: readonly Item[]): Item | undefined => items[Math.floor(random() * items.length)];
  while (steps.length < maxLength) {
    const possible = model.options(position).filter((happening) => allowed(allows, position, happening));
    // First who acts, then what: there are far more answers of the service than deeds of a person.
    const by = pick([...new Set(possible.map((happening) => happening.by))]);
    const happening = pick(possible.filter((one) => one.by === by));
    if (!happening) break;
    const taken = model.take(position, happening);
    steps.push(taken.step);
    ({ position } = taken);
    if (to !== undefined && stateOf(position) === to) break;
  }
  return steps;
}

/** Paths of a model, by the strategy that the options name. */
export function pathsOf<Deed>(model: Model<Deed>, options: PathOptions<Deed>): readonly FlowPath<Deed>[] {
  const given: unknown = options;
  if (!isRecord(given)) throw new TypeError("Paths are chosen by options, such as { strategy: 'shortest' }.");
  const { strategy = 'transitions', to, count = 100, seed = 1, allows } = options;
  const { flow, machine } = model.vocabulary;
  // Tests are made in loops: a name that is misspelt would make none, and nobody would notice.
  if (to !== undefined && !Object.hasOwn(machine.root.states, to))
    throw new RangeError(`The ${flow} flow has no state "${to}".`);
  // The same of what is no number.
  for (const [name, most] of Object.entries({ count, maxLength: options.maxLength ?? 1 }))
    if (!(most >= 1)) throw new RangeError(`${name} must be 1 or more.`);
  if (!Number.isFinite(seed)) throw new RangeError('seed must be a number.');
  const path = (name: string, steps: readonly PathStep<Deed>[], walked: number | null = null): FlowPath<Deed> => ({
    flow,
    name,
    seed: walked,
    steps,
  });
  const named = (): readonly FlowPath<Deed>[] => {
    switch (strategy) {
      case 'random':
        return Array.from({ length: count }, (_, index) =>
          path(`a random walk (seed ${seed + index})`, randomWalk(model, seed + index, options), seed + index),
        );
      case 'simple':
        return simple(model, options).map((steps, index) => path(`simple path ${index + 1}`, steps));
      case 'shortest':
        return [...explore(model, allows).reached.values()].map(({ position, steps }) =>
          path(`the shortest path to ${model.vocabulary.keyOf(position)}`, steps),
        );
      case 'transitions':
        return cover(explore(model, allows).byTransition).map(([name, steps]) => path(`takes ${name}`, steps));
      case 'answers':
        return [...explore(model, allows).byAnswer].map(([name, steps]) => path(`is answered ${name}`, steps));
      default:
        throw new RangeError(`There is no strategy "${String(strategy satisfies never)}".`);
    }
  };
  return named().filter(({ steps }) => to === undefined || (steps.at(-1)?.expect.state ?? 'idle') === to);
}

/** Whether a path goes through a model step by step as it did through the one that it was made from. */
export function walkAgain<Deed>(model: Model<Deed>, { steps }: FlowPath<Deed>): boolean {
  let { start: position } = model;
  return steps.every((step) => {
    const happening = model
      .options(position)
      .find(({ by, text }) => by === step.by && (by === 'time' || text === step.text));
    if (!happening) return false;
    const taken = model.take(position, happening);
    ({ position } = taken);
    return JSON.stringify(taken.step.expect) === JSON.stringify(step.expect);
  });
}
