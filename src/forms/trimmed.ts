/** Text without the spaces around it. An app in plain JavaScript may pass anything: the chart refuses it by name. */
export const trimmed = <Value>(value: Value): Value | string => (typeof value === 'string' ? value.trim() : value);
