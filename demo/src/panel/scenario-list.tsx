import type { ReactElement } from 'react';
import type { Scenario } from './scenario.types';

interface ScenarioListProps {
  readonly scenarios: readonly (Scenario & { readonly title: string; readonly isKind?: boolean })[];
  readonly onPick: (scenario: Scenario) => void;
}

export function ScenarioList({ scenarios, onPick }: ScenarioListProps): ReactElement {
  return (
    <ul className="scenarios">
      {scenarios.map((scenario) => (
        <li key={scenario.title}>
          <button type="button" data-scenario={scenario.title} onClick={() => onPick(scenario)}>
            {scenario.isKind ? <code>{scenario.title}</code> : <strong>{scenario.title}</strong>}
            <span>{scenario.how}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}

/** The scenarios of a table by failure kind, under the kind's name. */
export const byKind = (table: Readonly<Record<string, Scenario>>): ScenarioListProps['scenarios'] =>
  Object.entries(table).map(([title, scenario]) => ({ ...scenario, title, isKind: true }));
