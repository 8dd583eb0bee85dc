/** One small damage to a chart, as a change of its configuration. */
export interface Mutation {
  readonly kind: 'remove' | 'retarget' | 'guard' | 'reenter' | 'timeLimit' | 'deadline' | 'cancel' | 'crash' | 'action';
  /** Names it for people, and for the list of those that change nothing. */
  readonly name: string;
  /** The configuration with the damage; the one that is given is left alone. */
  readonly apply: (config: unknown) => unknown;
}

type Key = string | number;
type Path = readonly Key[];
type Config = Record<Key, unknown>;

/** Copies objects and lists; functions and everything else stay what they are. */
function copy(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copy);
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, copy(item)]));
}

const at = (config: unknown, path: Path): unknown =>
  path.reduce<unknown>((node, key) => (node as Config | undefined)?.[key], config);

function change(path: Path, edit: (parent: Config, key: Key) => void): (config: unknown) => unknown {
  return (config) => {
    const copied = copy(config);
    edit(at(copied, path.slice(0, -1)) as Config, path.at(-1)!);
    return copied;
  };
}

const remove = (path: Path) =>
  change(path, (parent, key) => {
    if (Array.isArray(parent)) parent.splice(Number(key), 1);
    else Reflect.deleteProperty(parent, key);
  });
const set = (path: Path, value: (before: unknown) => unknown) =>
  change(path, (parent, key) => {
    parent[key] = value(parent[key]);
  });

const asList = (value: unknown): unknown[] => (value === undefined ? [] : Array.isArray(value) ? value : [value]);
/** The places of a list, or of the one thing in its place. */
const places = (config: unknown, path: Path): Path[] => {
  const value = at(config, path);
  if (value === undefined) return [];
  return Array.isArray(value) ? value.map((_, index) => [...path, index]) : [path];
};
const nameOf = (action: unknown): string => {
  if (typeof action === 'string') return action;
  const { type, params } = action as { type: string; params?: unknown };
  return typeof params === 'string' || typeof params === 'boolean' ? `${type}(${params})` : type;
};

/** The name of the same actor, which ends no more by itself. */
export const withoutTimeLimit = (src: string): string => `${src} without its time limit`;

/** Every damage of each kind that a chart of one level can take, one at a time. */
export function mutationsOf(config: unknown): readonly Mutation[] {
  const states = at(config, ['states']) as Record<string, Config>;
  const all = Object.keys(states);
  const mutations: Mutation[] = [];
  const add = (kind: Mutation['kind'], name: string, apply: Mutation['apply']): void => {
    mutations.push({ kind, name: `${name}: ${kind}`, apply });
  };

  const mutateTransitions = (state: string, event: string, path: Path): void => {
    const candidates = places(config, path);
    candidates.forEach((place, index) => {
      const value = at(config, place);
      const transition = (typeof value === 'string' ? { target: value } : value) as Config;
      const where = `${state}, ${event}${candidates.length > 1 ? ` [${index + 1}]` : ''}`;
      add('remove', where, remove(place));
      for (const target of [...all, undefined].filter((one) => one !== transition['target']))
        add(
          'retarget',
          `${where} → ${target ?? '(stays)'}`,
          set(place, () => ({ ...transition, target })),
        );
      if (transition['guard'] !== undefined)
        add(
          'guard',
          where,
          set(place, () => ({ ...transition, guard: undefined })),
        );
      if (transition['reenter'] === true)
        add(
          'reenter',
          where,
          set(place, () => ({ ...transition, reenter: false })),
        );
      asList(transition['actions']).forEach((action, at) => {
        const actions = asList(transition['actions']).filter((_, other) => other !== at);
        add(
          'action',
          `${where} without ${nameOf(action)}`,
          set(place, () => ({ ...transition, actions })),
        );
      });
    });
  };

  for (const state of all) {
    const path = ['states', state];
    const busy = asList(states[state]!['tags']).includes('busy');
    for (const event of Object.keys((states[state]!['on'] as object | undefined) ?? {})) {
      mutateTransitions(state, event, [...path, 'on', event]);
      if (event === 'cancel') add('cancel', state, remove([...path, 'on', event]));
    }
    mutateTransitions(state, 'always', [...path, 'always']);
    for (const place of places(config, [...path, 'invoke'])) {
      const { id, src } = at(config, place) as { readonly id: string; readonly src: string };
      mutateTransitions(state, `${id} done`, [...place, 'onDone']);
      mutateTransitions(state, `${id} crashed`, [...place, 'onError']);
      if (src === 'alarm') add('deadline', `${state}, ${id}`, remove(place));
      if (busy)
        add(
          'timeLimit',
          `${state}, ${id}`,
          set([...place, 'src'], () => withoutTimeLimit(src)),
        );
      if (at(config, [...place, 'onError']) !== undefined)
        add('crash', `${state}, ${id}`, remove([...place, 'onError']));
    }
    for (const moment of ['entry', 'exit'] as const)
      asList(states[state]![moment]).forEach((action, index, list) => {
        const actions = list.filter((_, other) => other !== index);
        add(
          'action',
          `${state}, ${moment} without ${nameOf(action)}`,
          set([...path, moment], () => actions),
        );
      });
  }
  return mutations;
}
