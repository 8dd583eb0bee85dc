import { useEffect } from 'react';
import type { ReactElement } from 'react';
import { JoinPage } from './join/join-page';
import { ResetPage } from './reset/reset-page';
import { usePath } from './routes';
import { useSettings } from './settings';
import { Header } from './shell/header';

export function App(): ReactElement {
  const { words } = useSettings();
  const isReset = usePath() === '/reset';
  useEffect(() => {
    document.title = `${isReset ? words.reset : words.join} · meeting-join-flow`;
  }, [isReset, words]);
  return (
    <>
      <a className="skip" href="#form">
        {words.skip}
      </a>
      <Header />
      {isReset ? <ResetPage /> : <JoinPage />}
      <footer className="site-footer">{words.footer}</footer>
    </>
  );
}
