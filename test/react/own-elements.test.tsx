/** @jest-environment jsdom */
import { describe, expect, test } from '@jest/globals';
import { act, fireEvent, screen } from '@testing-library/react';
import { createRef } from 'react';
import * as JoinFlow from '../../src/react/join-flow-parts.js';
import { field, openAtPassword, openPage } from './join-page.js';
import { allowNoComplaints } from './no-complaints.js';

allowNoComplaints();

const start = (
  <>
    <JoinFlow.Destination />
    <JoinFlow.Submit data-testid="submit" />
  </>
);

describe('An element of the app’s in the place of a part’s', () => {
  test('runs its own handler first and then the part’s', async () => {
    const seen: string[] = [];
    await openAtPassword(
      <>
        {start}
        <JoinFlow.Cancel asChild>
          <a
            href="#out"
            onClick={({ currentTarget }) => void seen.push(currentTarget.closest('form')!.dataset['state']!)}
          >
            Leave
          </a>
        </JoinFlow.Cancel>
      </>,
    );
    await act(async () => {
      fireEvent.click(screen.getByText('Leave'));
    });

    expect(seen).toEqual(['passwordRequired']);
    expect(field('Meeting link or number').form!.dataset['state']).toBe('idle');
  });

  test('keeps its own attributes, and so does a part that the app gives some', () => {
    openPage(
      <>
        <JoinFlow.Destination>
          <JoinFlow.Label />
          <JoinFlow.Input type="url" autoComplete="url" />
        </JoinFlow.Destination>
        <JoinFlow.Submit asChild type="button">
          <button type="reset">Go on</button>
        </JoinFlow.Submit>
      </>,
    );
    const { type, autocomplete } = field('Meeting link or number');

    expect([type, autocomplete]).toEqual(['url', 'url']);
    expect(screen.getByText<HTMLButtonElement>('Go on').type).toBe('reset');
  });

  test('is handed to both refs where one is a function', () => {
    const seen: (string | undefined)[] = [];
    const inner = createRef<HTMLHeadingElement>();
    openPage(
      <JoinFlow.Title asChild ref={(node) => void seen.push(node?.tagName)}>
        <h1 ref={inner} />
      </JoinFlow.Title>,
    );

    expect(seen).toEqual(['H1']);
    expect(inner.current?.tagName).toBe('H1');
  });

  test('is drawn inside the part’s own where the app does not say asChild', async () => {
    await openAtPassword(
      <>
        {start}
        <JoinFlow.Cancel>
          <b>Leave</b>
        </JoinFlow.Cancel>
      </>,
    );

    expect(screen.getByRole('button', { name: 'Leave' }).firstElementChild!.tagName).toBe('B');
  });

  test('may be missing: the part draws its own', () => {
    openPage(<JoinFlow.Title asChild>{null}</JoinFlow.Title>);

    expect(screen.getByRole('heading').textContent).not.toBe('');
  });
});
