/** @jest-environment jsdom */
import { afterEach, describe, expect, test } from '@jest/globals';
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { createRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { hydrateRoot } from 'react-dom/client';
import { createJoinFlow } from '../../src/machines/join-flow.controller.js';
import * as JoinFlow from '../../src/react/join-flow-parts.js';
import { destination, field, messages, openAtPassword, openPage, press, settle, type, wholePage } from './join-page.js';
import { allowNoComplaints } from './no-complaints.js';
import { refused, scriptServices } from './scripted-services.js';

const ignoreComplaints = allowNoComplaints();

describe('The parts of the join flow in an app', () => {
  test('tell an app that controls a field when it is emptied', async () => {
    function Controlled() {
      const [value, setValue] = useState('');
      return (
        <JoinFlow.Password>
          <JoinFlow.Label />
          <JoinFlow.Input value={value} onChange={(event) => setValue(event.target.value)} />
          <output>{value.length}</output>
        </JoinFlow.Password>
      );
    }
    const { reply } = await openAtPassword(
      <>
        <JoinFlow.Destination />
        <Controlled />
        <JoinFlow.Submit data-testid="submit" />
      </>,
    );
    type('Meeting password', 'wrong');
    expect(screen.getByRole('status').textContent).toBe('5');
    await press();
    await reply(refused('passwordWrong'));

    expect(screen.getByRole('status').textContent).toBe('0');
  });

  test.each([
    ['asks for a password too', 'passwordMissing'],
    ['is busy', null],
  ] as const)('keep nothing of what was typed for one flow when another is given, which %s', async (_, asks) => {
    const flows = [];
    for (const says of ['passwordMissing', asks] as const) {
      const { services, asked } = scriptServices();
      const flow = createJoinFlow({ services });
      flow.subscribe(() => undefined);
      flow.join({ destination });
      await settle();
      if (says) asked[0]!.reply(refused(says));
      flows.push({ flow, asked });
    }
    const [one, other] = flows as [(typeof flows)[0], (typeof flows)[0]];
    const draw = (flow: ReturnType<typeof createJoinFlow>) => (
      <JoinFlow.Root flow={flow} messages={messages}>
        {wholePage}
      </JoinFlow.Root>
    );
    await settle();
    const { rerender } = render(draw(one.flow));
    type('Meeting password', 'of the first meeting');
    rerender(draw(other.flow));
    await settle();
    if (!asks) other.asked[0]!.reply(refused('passwordMissing'));
    await settle();

    expect(field('Meeting password').value).toBe('');
    await press();
    expect(other.asked).toHaveLength(1);
    for (const { flow } of flows) flow.stop();
  });

  test('draw no address of many parts as a text', async () => {
    const { services } = scriptServices();
    const destination = { userId: 'u', orgId: 'o' };
    const flow = createJoinFlow({ services, snapshot: { version: 1, value: 'idle', context: { destination } } });
    expect(flow.getView().destination).toEqual(destination);
    render(
      <JoinFlow.Root flow={flow} messages={messages}>
        <JoinFlow.Destination />
      </JoinFlow.Root>,
    );

    expect(screen.getByRole<HTMLInputElement>('textbox').value).toBe('');
    flow.stop();
  });

  test('draw the app’s own elements, with both handlers, both refs and both styles', async () => {
    const outer = createRef<HTMLButtonElement>();
    const inner = createRef<HTMLAnchorElement>();
    const calls: string[] = [];
    const { asked } = await openAtPassword(
      <>
        <JoinFlow.Destination />
        <JoinFlow.Submit data-testid="submit" />
        <JoinFlow.Cancel asChild ref={outer} className="ours" style={{ color: 'red' }}>
          <a
            href="#out"
            ref={inner}
            style={{ margin: 0 }}
            onClick={(event) => {
              calls.push('theirs');
              event.preventDefault();
            }}
          >
            Leave
          </a>
        </JoinFlow.Cancel>
      </>,
    );
    const link = screen.getByText('Leave');
    expect(outer.current).toBe(link);
    expect(inner.current).toBe(link);
    expect([link.className, link.style.color, link.style.margin]).toEqual(['ours', 'red', '0px']);
    await act(async () => {
      fireEvent.click(link);
    });

    expect(calls).toEqual(['theirs']);
    // `preventDefault` switched the part's own deed off.
    expect(asked).toHaveLength(1);
    expect(link.closest('form')!.dataset['state']).toBe('passwordRequired');
  });

  test('hand an element of the app’s to its ref once, and let that clean up after itself', async () => {
    const seen: string[] = [];
    const inner = (node: HTMLElement | null) => {
      seen.push(node ? 'here' : 'gone');
    };
    await openAtPassword(
      <>
        <JoinFlow.Title asChild>
          <h1 ref={inner} />
        </JoinFlow.Title>
        <JoinFlow.Destination />
        <JoinFlow.Password />
        <JoinFlow.Submit data-testid="submit" />
      </>,
    );
    expect(seen).toEqual(['here']);
    cleanup();
    expect(seen).toEqual(['here', 'gone']);
  });

  test('hand the form to the app’s ref once, however often a step is drawn', async () => {
    const given: unknown[] = [];
    const { services, asked } = scriptServices();
    const page = render(
      <JoinFlow.Root services={services} messages={messages} ref={(form) => void given.push(form)}>
        <JoinFlow.Destination />
        <JoinFlow.Password />
        <JoinFlow.Submit data-testid="submit" />
      </JoinFlow.Root>,
    );
    const { form } = field('Meeting link or number');
    type('Meeting link or number', destination);
    await press();
    await act(async () => asked[0]!.reply(refused('passwordMissing')));
    expect(form!.dataset['state']).toBe('passwordRequired');
    expect(given).toEqual([form]);
    page.unmount();
    expect(given).toEqual([form, null]);
  });

  test('tie labels, hints and errors to the fields of their own form where another form stands beside it', async () => {
    const { services } = scriptServices();
    const draw = (name: string) => (
      <JoinFlow.Root key={name} services={services} messages={messages}>
        {wholePage}
      </JoinFlow.Root>
    );
    render(<>{['one', 'other'].map(draw)}</>);
    for (const form of document.forms) await act(async () => void fireEvent.submit(form));
    for (const form of document.forms) {
      const input = form.querySelector('input')!;
      const said = input.getAttribute('aria-describedby')!.split(' ');
      const around = [input.labels![0], ...said.map((id) => document.getElementById(id))];

      expect(around.map((element) => element?.closest('form'))).toEqual([form, form, form]);
    }
  });

  test('send nothing else from a dialog that is drawn outside of the form that the component sits in', async () => {
    const { services, asked } = scriptServices();
    const sent: string[] = [];
    render(
      <form onSubmit={() => sent.push('the form around')}>
        {createPortal(
          <JoinFlow.Root services={services} messages={messages}>
            {wholePage}
          </JoinFlow.Root>,
          document.body,
        )}
      </form>,
    );
    type('Meeting link or number', destination);
    await press();

    expect(asked).toHaveLength(1);
    expect(sent).toEqual([]);
  });

  test('speak and lay out a right-to-left language', () => {
    openPage(wholePage, { messages: { ...messages, dir: 'rtl', locale: 'ar' } });
    const form = field('Meeting link or number').form!;
    expect([form.dir, form.lang]).toEqual(['rtl', 'ar']);
    expect(field('Meeting link or number').dir).toBe('auto');
  });

  test('give the form the attributes that are a form’s, and nothing of what the flow is made from', () => {
    const { services } = scriptServices();
    const options = { services, snapshot: {}, clock: undefined, inspect: () => undefined, timeouts: { totalMs: 9 } };
    render(
      <JoinFlow.Root {...options} messages={messages} command={{ destination }} className="of-the-app">
        {wholePage}
      </JoinFlow.Root>,
    );

    expect(document.forms[0]!.getAttributeNames().sort()).toEqual([
      'aria-busy',
      'class',
      'data-part',
      'data-state',
      'data-step',
      'dir',
      'lang',
      'method',
      'novalidate',
    ]);
  });

  test('put nothing that is typed into an address before the script is there', () => {
    openPage();
    const { form } = field('Meeting link or number');
    expect(form!.method).toBe('post');
    expect([...new FormData(form!).keys()]).toEqual([]);
  });

  test('take over what a server drew, element by element and without a warning', async () => {
    // Loaded when used: the server renderer looks for Node's encoder, which jsdom hides.
    const { renderToString } = await import('react-dom/server.node');
    const { services, asked } = scriptServices();
    const page = (
      <JoinFlow.Root services={services} messages={messages}>
        {wholePage}
      </JoinFlow.Root>
    );
    const container = document.body.appendChild(document.createElement('div'));
    container.innerHTML = renderToString(page);
    const drawn = [...container.querySelectorAll('*')];
    expect(field('Meeting link or number').form).toBe(container.firstChild);
    const root = await act(async () => hydrateRoot(container, page));
    await settle();

    expect([...container.querySelectorAll('*')]).toEqual(drawn);
    expect(asked).toEqual([]);
    type('Meeting link or number', destination);
    await press();
    expect(asked).toHaveLength(1);
    act(() => root.unmount());
    container.remove();
  });

  test('move the focus inside a shadow root, too', async () => {
    const shadow = document.body.appendChild(document.createElement('div')).attachShadow({ mode: 'open' });
    const container = shadow.appendChild(document.createElement('div'));
    const { services, asked } = scriptServices();
    render(
      <JoinFlow.Root services={services} messages={messages}>
        {wholePage}
      </JoinFlow.Root>,
      { container },
    );
    fireEvent.change(shadow.querySelector('input')!, { target: { value: destination } });
    // The button stays, and the page has its host for what has the focus.
    shadow.querySelector<HTMLElement>('[data-part=submit]')!.focus();
    fireEvent.submit(shadow.querySelector('form')!);
    asked[0]!.reply(refused('passwordMissing'));
    await settle();

    expect(shadow.activeElement).toHaveProperty('dataset.field', 'password');
    shadow.host.remove();
  });

  describe('in the page of an iframe', () => {
    let frame: HTMLIFrameElement;
    afterEach(() => {
      // Before its page is gone.
      cleanup();
      frame.remove();
    });

    /** A form that a portal leads into another page, as it leads into a window of its own, with a field beside it. */
    const openInFrame = () => {
      frame = document.body.appendChild(document.createElement('iframe'));
      const page = frame.contentDocument!;
      const { services, asked } = scriptServices();
      render(
        createPortal(
          <>
            <JoinFlow.Root services={services} messages={messages}>
              {wholePage}
            </JoinFlow.Root>
            <input data-testid="chat" />
          </>,
          page.body,
        ),
      );
      fireEvent.change(page.querySelector('input')!, { target: { value: destination } });
      fireEvent.submit(page.querySelector('form')!);
      const refuse = async () => {
        asked[0]!.reply(refused('passwordMissing'));
        await settle();
      };
      return { page, refuse };
    };

    test('move the focus, whatever has it outside', async () => {
      const { page, refuse } = openInFrame();
      page.querySelector<HTMLElement>('[data-part=submit]')!.focus();
      await refuse();

      expect(page.activeElement).toHaveProperty('dataset.field', 'password');
    });

    test('leave a person where they are who has gone to the page around it', async () => {
      const { page, refuse } = openInFrame();
      const submit = page.querySelector<HTMLElement>('[data-part=submit]')!;
      submit.focus();
      // What a browser says then; to jsdom each page is the only one.
      page.hasFocus = () => false;
      await refuse();

      expect(page.activeElement).toBe(submit);
    });

    test('move the focus in a window of its own that the person comes back to', async () => {
      const { page, refuse } = openInFrame();
      const submit = page.querySelector<HTMLElement>('[data-part=submit]')!;
      submit.focus();
      Object.defineProperty(page.defaultView, 'parent', { value: page.defaultView });
      page.hasFocus = () => false;
      await refuse();

      expect(page.activeElement).toHaveProperty('dataset.field', 'password');
    });

    test('leave a person where they are who writes elsewhere in it', async () => {
      const { page, refuse } = openInFrame();
      const chat = page.querySelector<HTMLElement>('[data-testid=chat]')!;
      chat.focus();
      // As with a window of its own: the page that opened it knows of no focus there.
      frame.blur();
      await refuse();

      expect(page.activeElement).toBe(chat);
    });
  });

  test('say plainly that they need a Root', () => {
    ignoreComplaints(() => {
      expect(() => render(<JoinFlow.Title />)).toThrow(/Root/);
    });
  });
});
