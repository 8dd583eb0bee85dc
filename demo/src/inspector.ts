import { connectInspectorPage } from 'meeting-join-flow/inspect';

/** Shows both flows in the page behind the header's link, whenever that is opened. What it is told holds no secret. */
export const { inspect } = connectInspectorPage();
