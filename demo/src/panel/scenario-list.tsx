import { memo } from 'react';
import type { ReactElement } from 'react';
import type { FailureKind } from 'meeting-join-flow';
import { useSettings } from '../settings';
import type { Scenario } from './scenario.types';

interface ScenarioListProps {
  readonly scenarios: readonly (Scenario & { readonly title: string; readonly kind?: FailureKind })[];
  readonly onPick: (scenario: Scenario) => void;
}

/** Drawn again for other scenarios only, not for each state of the flow: the lists are most of the page. */
export const ScenarioList = memo(function ScenarioList({ scenarios, onPick }: ScenarioListProps): ReactElement {
  const { messages } = useSettings();
  return (
    <ul className="scenarios">
      {scenarios.map((scenario) => (
        <li key={scenario.title}>
          <button type="button" data-scenario={scenario.title} onClick={() => onPick(scenario)}>
            {scenario.kind ? (
              <>
                <strong>{messages.failure(scenario.kind).title}</strong>
                <code dir="ltr">{scenario.title}</code>
              </>
            ) : (
              <strong>
                <bdi lang="en">{scenario.title}</bdi>
              </strong>
            )}
            <span>
              <bdi lang="en">{scenario.how}</bdi>
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
});

/** The scenarios of a table by failure kind, under what a person reads and the kind's name. */
export const byKind = (table: Readonly<Partial<Record<FailureKind, Scenario>>>): ScenarioListProps['scenarios'] =>
  // The table's type has no other keys.
  Object.entries(table).map(([kind, scenario]) => ({ ...scenario, title: kind, kind: kind as FailureKind }));
