import type { ReactElement } from 'react';
import { Icon } from '../icons';
import type { IconName } from '../icons';
import { languages } from '../languages';
import { Link, usePath } from '../routes';
import { useSettings } from '../settings';
import type { Theme } from '../settings';

const themes: readonly (readonly [Theme, IconName])[] = [
  ['system', 'screen'],
  ['light', 'sun'],
  ['dark', 'moon'],
];

function LanguageSwitch(): ReactElement {
  const { words, language, setLanguage } = useSettings();
  return (
    <label className="language">
      <span className="visually-hidden">{words.language}</span>
      <select value={language} onChange={(event) => setLanguage(event.target.value)} data-testid="language">
        {languages.map(({ tag, name }) => (
          <option key={tag} value={tag} lang={tag}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}

function ThemeSwitch(): ReactElement {
  const { words, theme, setTheme } = useSettings();
  return (
    <fieldset className="theme">
      <legend className="visually-hidden">{words.theme}</legend>
      {themes.map(([one, icon]) => (
        <label key={one} title={words[one]}>
          <input type="radio" name="theme" value={one} checked={theme === one} onChange={() => setTheme(one)} />
          <Icon name={icon} />
          <span className="visually-hidden">{words[one]}</span>
        </label>
      ))}
    </fieldset>
  );
}

export function Header(): ReactElement {
  const { words } = useSettings();
  const path = usePath();
  const current = (href: string): 'page' | undefined => (path === href ? 'page' : undefined);
  return (
    <header className="site-header">
      <Link href="/" className="brand" lang="en" dir="ltr" aria-label="meeting-join-flow">
        <span className="brand-mark">
          <Icon name="door" />
        </span>
        <span className="brand-name">meeting-join-flow</span>
      </Link>
      <nav className="site-nav" aria-label="meeting-join-flow">
        <Link href="/" aria-current={current('/')}>
          {words.join}
        </Link>
        <Link href="/reset" aria-current={current('/reset')}>
          {words.reset}
        </Link>
        <a href="/inspector/" target="inspector">
          {words.inspector}
        </a>
      </nav>
      <div className="site-settings">
        <LanguageSwitch />
        <ThemeSwitch />
      </div>
    </header>
  );
}
