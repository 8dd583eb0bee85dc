import { de } from 'meeting-join-flow/locales/de';

export const german = de;
