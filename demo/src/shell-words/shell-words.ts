import type { LanguageTag } from '../languages';
import { ar, ja, zhCN } from './other-scripts';
import { de, en, es, fr, pt } from './latin';
import type { ShellWords } from './shell-words.types';

export const shellWords: Readonly<Record<LanguageTag, ShellWords>> = { en, 'zh-CN': zhCN, es, de, fr, ja, pt, ar };
