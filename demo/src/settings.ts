import { createContext, useContext } from 'react';
import type { Messages } from 'meeting-join-flow';
import type { ShellWords } from './shell-words/shell-words.types';

export type Theme = 'system' | 'light' | 'dark';

interface Settings {
  readonly messages: Messages;
  readonly words: ShellWords;
  readonly language: string;
  readonly setLanguage: (tag: string) => void;
  readonly theme: Theme;
  readonly setTheme: (theme: Theme) => void;
}

/** Apart from the provider: a file that is saved while the page runs is loaded again, and would make another context. */
export const SettingsContext = createContext<Settings | null>(null);

export function useSettings(): Settings {
  const settings = useContext(SettingsContext);
  if (!settings) throw new Error('The settings are given by SettingsProvider.');
  return settings;
}
