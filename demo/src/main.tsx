import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app';
import { SettingsProvider } from './settings-provider';
import './styles/tokens.css';
import './styles/base.css';
import './styles/shell.css';
import './styles/flow.css';
import './styles/slider.css';
import './styles/panel.css';

const app = document.querySelector('#app');
if (app) {
  createRoot(app).render(
    <StrictMode>
      <SettingsProvider>
        <App />
      </SettingsProvider>
    </StrictMode>,
  );
}
