const isLocal = (href) => !/^([a-z]+:|\/\/|#)/i.test(href);
const isPage = (href) => /\.md(#|$)/.test(href);

/**
 * Links to files of the repository that are no pages (sources, folders) work where the repository is read, and lead
 * nowhere on the site: there they become plain text. A link to the README is one to the site's first page.
 */
export function plainLinks(md) {
  md.core.ruler.push('plain_links', ({ tokens }) => {
    for (const { children } of tokens) {
      const open = [];
      for (const token of children ?? []) {
        if (token.type === 'link_open') {
          const href = token.attrGet('href') ?? '';
          token.attrSet('href', href.replace(/(^|\/)README\.md/, '$1index.md'));
          open.push(isLocal(href) && !isPage(href));
          if (open.at(-1)) Object.assign(token, { type: 'plain_open', tag: 'span', attrs: [] });
        } else if (token.type === 'link_close' && open.pop()) {
          Object.assign(token, { type: 'plain_close', tag: 'span' });
        }
      }
    }
  });
}
