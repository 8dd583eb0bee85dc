import type { ReactElement } from 'react';
import { PasswordReset, useFlow } from 'meeting-join-flow/react';
import { Icon } from '../icons';

const steps = [-10, -1, 1, 10] as const;

/** The puzzle: drag the piece or the handle, press arrow keys, or click the four buttons. */
export function SliderField(): ReactElement {
  const { messages } = useFlow();
  return (
    <>
      <div className="slider-head">
        <PasswordReset.Label />
        <PasswordReset.TimeLeft className="time-left" />
      </div>
      <PasswordReset.SliderPuzzle className="puzzle" />
      <PasswordReset.SliderTrack className="track" />
      <div className="slider-tools">
        <div className="slider-steps" dir="ltr">
          {steps.map((by) => (
            <PasswordReset.SliderStep key={by} by={by} className="button small" />
          ))}
        </div>
        <PasswordReset.SliderRefresh className="button small">
          <Icon name="refresh" />
          <span>{messages.label('refreshSlider')}</span>
        </PasswordReset.SliderRefresh>
      </div>
      <PasswordReset.Hint />
      <PasswordReset.Error />
    </>
  );
}
