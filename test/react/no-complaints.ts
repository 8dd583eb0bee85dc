import { afterEach, beforeEach, expect, jest } from '@jest/globals';
import { cleanup } from '@testing-library/react';

/**
 * What React and the parts complain of on the console fails the test that they complain in.
 * @returns For what is meant to be complained of: it is neither shown nor held against the test.
 */
export function allowNoComplaints(): (during: () => void) => void {
  let complaints: jest.Spied<typeof console.error>;
  beforeEach(() => {
    complaints = jest.spyOn(console, 'error');
  });
  afterEach(() => {
    expect(complaints).not.toHaveBeenCalled();
    cleanup();
    jest.restoreAllMocks();
  });
  return (during) => {
    // What came before is not meant.
    expect(complaints).not.toHaveBeenCalled();
    complaints.mockImplementation(() => undefined);
    during();
    complaints.mockClear();
  };
}
