/** @jest-environment jsdom */
import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { act, cleanup, render, screen } from '@testing-library/react';
import { Activity, StrictMode, useEffect } from 'react';
import type { ReactElement } from 'react';
import type * as ReactDomServer from 'react-dom/server';
import { hydrateRoot } from 'react-dom/client';
import type { JoinFlow } from '../../src/machines/join-flow.controller.js';
import { createJoinFlow } from '../../src/machines/join-flow.controller.js';
import { useJoinFlow } from '../../src/react/use-join-flow.js';
import { joined, refused, scriptServices } from './scripted-services.js';

const destination = 'https://acme.webex.com/meet/ada';
const settle = () => act(async () => new Promise((resolve) => setTimeout(resolve, 20)));
// Loaded when used: the server renderer looks for Node's encoder, which jsdom hides.
const renderToString = (element: ReactElement): string =>
  jest.requireActual<typeof ReactDomServer>('react-dom/server.node').renderToString(element);

/** What a test sees of the component from outside. */
interface Probe {
  flow?: JoinFlow;
  readonly renders: string[];
}

const look = (probe: Probe, flow: JoinFlow, state: string): void => {
  probe.flow = flow;
  probe.renders.push(state);
};

function Meeting(props: Parameters<typeof useJoinFlow>[0] & { readonly probe: Probe; readonly starts?: boolean }) {
  const { probe, starts = false, ...options } = props;
  const { view, step, flow } = useJoinFlow(options);
  useEffect(() => look(probe, flow, view.state));
  useEffect(() => {
    if (starts) flow.join({ destination });
  }, [flow, starts]);
  return (
    <p>
      {view.state} after {step.state}
    </p>
  );
}

afterEach(() => {
  cleanup();
  jest.restoreAllMocks();
});

describe('The join flow as a hook', () => {
  test('sends one look-up where StrictMode mounts twice', async () => {
    const { services, asked } = scriptServices();
    render(
      <StrictMode>
        <Meeting services={services} probe={{ renders: [] }} starts />
      </StrictMode>,
    );
    await settle();

    expect(asked).toHaveLength(1);
    expect(asked[0]!.signal.aborted).toBe(false);
    await act(async () => asked[0]!.reply(refused('passwordMissing')));
    expect(screen.getByText('passwordRequired after passwordRequired')).toBeTruthy();
  });

  test('renders once for one visible change', async () => {
    const { services, asked } = scriptServices();
    const probe: Probe = { renders: [] };
    render(<Meeting services={services} probe={probe} />);
    await act(async () => probe.flow!.join({ destination }));
    await act(async () => asked[0]!.reply(refused('passwordMissing')));
    await act(async () => probe.flow!.refreshCaptcha());
    await act(async () => probe.flow!.submitPassword('first'));
    await act(async () => asked[1]!.reply(joined));

    expect(probe.renders).toEqual(['idle', 'fetching', 'passwordRequired', 'fetching', 'success']);
  });

  test('keeps the step on the screen while the service thinks', async () => {
    const { services, asked } = scriptServices();
    const probe: Probe = { renders: [] };
    render(<Meeting services={services} probe={probe} />);
    await act(async () => probe.flow!.join({ destination }));
    await act(async () => asked[0]!.reply(refused('passwordMissing')));
    await act(async () => probe.flow!.submitPassword('first'));

    expect(screen.getByText('fetching after passwordRequired')).toBeTruthy();
  });

  test('aborts the request in flight when it is unmounted', async () => {
    const { services, asked } = scriptServices();
    const { unmount } = render(<Meeting services={services} probe={{ renders: [] }} starts />);
    await settle();
    unmount();
    await settle();

    expect(asked).toHaveLength(1);
    expect(asked[0]!.signal.aborted).toBe(true);
  });

  test('posts no answer again when it is hidden and shown in the middle of a check', async () => {
    const { services, asked } = scriptServices();
    const probe: Probe = { renders: [] };
    const page = (mode: 'visible' | 'hidden') => (
      <Activity mode={mode}>
        <Meeting services={services} probe={probe} />
      </Activity>
    );
    const { rerender } = render(page('visible'));
    await act(async () => probe.flow!.join({ destination }));
    await act(async () => asked[0]!.reply(refused('passwordMissing')));
    await act(async () => probe.flow!.submitPassword('first'));
    rerender(page('hidden'));
    await settle();
    rerender(page('visible'));
    await settle();

    expect(asked.filter(({ request }) => request.password !== null)).toHaveLength(1);
    expect(asked[1]!.signal.aborted).toBe(true);
    expect(asked).toHaveLength(3);
    await act(async () => asked[2]!.reply(refused('passwordMissing')));
    expect(screen.getByText(/^passwordRequired/)).toBeTruthy();
  });

  test('keeps its place and asks nothing when it is hidden while it waits for the person', async () => {
    const { services, asked } = scriptServices();
    const probe: Probe = { renders: [] };
    const page = (mode: 'visible' | 'hidden') => (
      <Activity mode={mode}>
        <Meeting services={services} probe={probe} />
      </Activity>
    );
    const { rerender } = render(page('visible'));
    await act(async () => probe.flow!.join({ destination }));
    await act(async () => asked[0]!.reply(refused('passwordMissing')));
    rerender(page('hidden'));
    await settle();
    rerender(page('visible'));
    await settle();

    expect(asked).toHaveLength(1);
    await act(async () => probe.flow!.submitPassword('first'));
    expect(asked).toHaveLength(2);
  });

  test('leaves a flow that the app made alone when it is unmounted', async () => {
    const { services, asked } = scriptServices();
    const flow = createJoinFlow({ services });
    flow.join({ destination });
    const { unmount } = render(<Meeting flow={flow} probe={{ renders: [] }} />);
    unmount();
    await settle();

    expect(asked[0]!.signal.aborted).toBe(false);
    flow.stop();
  });

  test('shows the first step and sends nothing on a server, and hydrates without a warning', async () => {
    const { services, asked } = scriptServices();
    const live = createJoinFlow({ services });
    live.join({ destination });
    const snapshot = live.persist();
    live.stop();
    const before = asked.length;
    const page = <Meeting services={services} snapshot={snapshot} probe={{ renders: [] }} />;
    const html = renderToString(page);
    await settle();

    expect(html.replaceAll('<!-- -->', '')).toBe('<p>idle after idle</p>');
    expect(asked).toHaveLength(before);

    const complain = jest.spyOn(console, 'error').mockImplementation(() => undefined);
    const container = document.body.appendChild(document.createElement('div'));
    container.innerHTML = html;
    const root = await act(async () => hydrateRoot(container, page));
    await settle();

    expect(complain).not.toHaveBeenCalled();
    // The snapshot is taken up once the page is alive.
    expect(container.textContent).toBe('fetching after idle');
    expect(asked).toHaveLength(before + 1);
    act(() => root.unmount());
    await settle();
  });
});
