import type { ReactElement } from 'react';

/** 24 px line icons. They say nothing that words beside them do not say. */
const paths = {
  door: 'M6 20V6a2 2 0 0 1 2-2h6a2 2 0 0 1 2 2v14M4 20h16M13 12h.01M19.5 8v6',
  key: 'M14.5 9.5h.01M10 14l-6 6M6.5 17.5l2 2M15 15a6 6 0 1 0-5.2-3L10 14l2-.2A6 6 0 0 0 15 15Z',
  eye: 'M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12ZM12 15a3 3 0 1 0 0-6 3 3 0 0 0 0 6Z',
  eyeOff:
    'M4 4l16 16M9.9 5.8A9 9 0 0 1 12 5.5c6 0 9.5 6.5 9.5 6.5a16 16 0 0 1-2.7 3.4M6.3 7.4A15.5 15.5 0 0 0 2.5 12S6 18.5 12 18.500a9 9 0 0 0 4.5-1.200M10 10a3 3 0 0 0 4.1 4.2',
  speaker: 'M4 9.500v5h3.500L12 18.500v-13L7.5 9.500H4ZM15.5 9a4 4 0 0 1 0 6M18 6.500a7.5 7.5 0 0 1 0 11',
  refresh: 'M19.5 12a7.5 7.5 0 1 1-2.2-5.300L20 9.300M20 4.500v4.800h-4.8',
  check: 'M5 12.500l4.5 4.500L19 7.5',
  alert:
    'M12 8.500v4.500M12 16.500h.01M10.3 4.7 2.9 17.500A2 2 0 0 0 4.6 20.500h14.800a2 2 0 0 0 1.7-3L13.7 4.700a2 2 0 0 0-3.4 0Z',
  clock: 'M12 7.500V12l3 2M12 20.500a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17Z',
  lock: 'M8 10.500V8a4 4 0 0 1 8 0v2.500M6.5 10.500h11a1.5 1.5 0 0 1 1.5 1.500v6.500a1.5 1.5 0 0 1-1.5 1.500h-11A1.5 1.5 0 0 1 5 18.500V12a1.5 1.5 0 0 1 1.5-1.500Z',
  person: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM4.5 20a7.5 7.5 0 0 1 15 0',
  cloudOff: 'M4 4l16 16M8.5 8.600A6 6 0 0 0 7 19h10.500M10.8 6.300a6 6 0 0 1 7 5.7 3.5 3.5 0 0 1 2.5 6',
  ban: 'M12 20.500a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17ZM6 6l12 12',
  copy: 'M9 9.500A1.5 1.5 0 0 1 10.5 8h8A1.5 1.5 0 0 1 20 9.500v9a1.5 1.5 0 0 1-1.5 1.500h-8A1.5 1.5 0 0 1 9 18.500v-9ZM6 15.500h-.500A1.5 1.5 0 0 1 4 14V5.500A1.5 1.5 0 0 1 5.5 4H14a1.5 1.5 0 0 1 1.5 1.500V6',
  screen: 'M4 5h16v11H4zM9 20h6M12 16v4',
  sun: 'M12 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM12 2.500v2M12 19.500v2M4.5 12h-2M21.5 12h-2M6.7 6.7 5.3 5.300M18.7 18.700l-1.4-1.400M6.7 17.300l-1.4 1.400M18.7 5.300l-1.4 1.4',
  moon: 'M20 14.500A8.5 8.5 0 0 1 9.5 4a8.5 8.5 0 1 0 10.5 10.500Z',
} as const;

export type IconName = keyof typeof paths;

export function Icon({ name }: { readonly name: IconName }): ReactElement {
  return (
    <svg className="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={paths[name]} />
    </svg>
  );
}

export function Spinner(): ReactElement {
  return (
    <svg className="icon spinner" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <circle cx="12" cy="12" r="8.5" />
      <path d="M20.5 12A8.5 8.5 0 0 0 12 3.5" />
    </svg>
  );
}
