import { findLanguage } from '../languages';
import type { LanguageTag } from '../languages';
import { useSettings } from '../settings';
import { ar, ja, zhCN } from './other-scripts';
import { de, en, es, fr, pt } from './latin';
import type { PanelWords } from './panel-words.types';

const panelWords: Readonly<Record<LanguageTag, PanelWords>> = { en, 'zh-CN': zhCN, es, de, fr, ja, pt, ar };

export const usePanelWords = (): PanelWords => panelWords[findLanguage(useSettings().messages.locale).tag];
