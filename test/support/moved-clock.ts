// The kit's own clock, under the names that these tests read by.
export { createTestClock as createMovedClock, settle } from '../../src/testing/clock.js';
export type { TestClock as MovedClock } from '../../src/testing/clock.js';
