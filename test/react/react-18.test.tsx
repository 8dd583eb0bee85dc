/** @jest-environment jsdom */
import { expect, jest, test } from '@jest/globals';
import { version } from 'react';
import { version as domVersion } from 'react-dom';

// The same tests over the older React: every import of it, ours and the test library's, leads to the nested one.
jest.mock('react', () => jest.requireActual('../react-18/node_modules/react'));
jest.mock('react/jsx-runtime', () => jest.requireActual('../react-18/node_modules/react/jsx-runtime'));
jest.mock('react-dom', () => jest.requireActual('../react-18/node_modules/react-dom'));
jest.mock('react-dom/client', () => jest.requireActual('../react-18/node_modules/react-dom/client'));
jest.mock('react-dom/test-utils', () => jest.requireActual('../react-18/node_modules/react-dom/test-utils'));
jest.mock('react-dom/server.node', () => jest.requireActual('../react-18/node_modules/react-dom/server.node'));

test('These tests run on React 18', () => {
  expect([version, domVersion]).toEqual([expect.stringMatching(/^18\./), expect.stringMatching(/^18\./)]);
});

import './use-join-flow.test.js';
import './join-flow-parts.test.js';
import './join-flow-parts-in-an-app.test.js';
import './password-reset-parts.test.js';
import './password-rules.test.js';
import './own-elements.test.js';
import './focus.test.js';
