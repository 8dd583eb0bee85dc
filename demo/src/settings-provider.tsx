import { useEffect, useMemo, useState } from 'react';
import type { ReactElement, ReactNode } from 'react';
import { createMessages } from 'meeting-join-flow';
import type { Catalogue } from 'meeting-join-flow';
import { findLanguage } from './languages';
import { SettingsContext } from './settings';
import type { Theme } from './settings';
import { shellWords } from './shell-words/shell-words';

const storageKey = 'meeting-join-flow/demo';

function readSaved(): { readonly language?: string; readonly theme?: Theme } {
  try {
    const saved: unknown = JSON.parse(localStorage.getItem(storageKey) ?? '{}');
    return typeof saved === 'object' && saved !== null ? saved : {};
  } catch {
    // Storage can be switched off, and what is in it can be anyone's.
    return {};
  }
}

function save(language: string, theme: Theme): void {
  try {
    localStorage.setItem(storageKey, JSON.stringify({ language, theme }));
  } catch {
    // Then the choice lasts as long as the page.
  }
}

/** Language and colours of the page, remembered in this browser. */
export function SettingsProvider({ children }: { readonly children: ReactNode }): ReactElement {
  const [saved] = useState(readSaved);
  const [language, setLanguage] = useState<string>(() => findLanguage(saved.language ?? navigator.language).tag);
  const [theme, setTheme] = useState<Theme>(saved.theme ?? 'system');
  const [catalogue, setCatalogue] = useState<Catalogue | null>(null);

  useEffect(() => {
    let isCurrent = true;
    void findLanguage(language)
      .load()
      .then((loaded) => {
        if (isCurrent) setCatalogue(loaded);
      });
    return () => {
      isCurrent = false;
    };
  }, [language]);

  const messages = useMemo(
    () => (catalogue ? createMessages({ locale: catalogue.locale, catalogues: [catalogue] }) : null),
    [catalogue],
  );

  useEffect(() => {
    const root = document.documentElement;
    root.dataset['theme'] = theme;
    if (messages) {
      root.lang = messages.locale;
      root.dir = messages.dir;
    }
    save(language, theme);
  }, [messages, language, theme]);

  if (!messages) return <></>;
  const words = shellWords[findLanguage(messages.locale).tag];
  return (
    <SettingsContext value={{ messages, words, language, setLanguage, theme, setTheme }}>{children}</SettingsContext>
  );
}
