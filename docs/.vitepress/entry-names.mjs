import { Converter, ReflectionKind } from 'typedoc';

/** A plugin of TypeDoc's: modules are called by the names that they are imported by, not by their files. */
export function load({ converter }) {
  converter.on(Converter.EVENT_RESOLVE_BEGIN, ({ project }) => {
    for (const module of project.getChildrenByKind(ReflectionKind.Module)) {
      const entry = module.name.replace(/^(services|messages)\/|-transport$|^index$/g, '');
      module.name = entry === '' ? 'meeting-join-flow' : `meeting-join-flow/${entry}`;
    }
  });
}
