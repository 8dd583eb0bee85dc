/** @jest-environment jsdom */
import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { act, cleanup, render, screen } from '@testing-library/react';
import { StrictMode } from 'react';
import type { ReactElement } from 'react';
import { hydrateRoot } from 'react-dom/client';
import { createJoinFlow } from '../../src/machines/join-flow.controller.js';
import { useJoinFlow } from '../../src/react/use-join-flow.js';
import { destination, Meeting, settle } from './probed-meeting.js';
import type { Probe } from './probed-meeting.js';
import { joined, refused, scriptServices } from './scripted-services.js';

// Loaded when used: the server renderer looks for Node's encoder, which jsdom hides.
const renderToString = async (element: ReactElement): Promise<string> =>
  (await import('react-dom/server.node')).renderToString(element);

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

  test('shows the flow that it is given, also when that is another one than before', async () => {
    const { services } = scriptServices();
    const [first, second] = [createJoinFlow({ services }), createJoinFlow({ services })];
    const Given = ({ flow }: { readonly flow: typeof first }) => <p>{useJoinFlow({ flow }).view.state}</p>;
    const { rerender } = render(<Given flow={first} />);
    rerender(<Given flow={second} />);
    await act(async () => second.join({ destination }));

    expect(screen.getByText('fetching')).toBeTruthy();
    first.stop();
    second.stop();
  });

  test('takes a flow for the same in another object: one that is made while rendering', async () => {
    const { services } = scriptServices();
    const flow = createJoinFlow({ services });
    const Wrapped = () => <p>{useJoinFlow({ flow: { ...flow } }).view.state}</p>;
    render(<Wrapped />);
    await act(async () => flow.join({ destination }));

    expect(screen.getByText('fetching')).toBeTruthy();
    flow.stop();
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
    const html = await renderToString(page);
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
