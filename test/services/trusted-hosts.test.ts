import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createTrust, parseUrl } from '../../src/services/trusted-hosts.js';
import type { Trust } from '../../src/services/trusted-hosts.js';

/** Made anew for each address, within its test. */
const bare: Trust = (url) => createTrust({})(url);

describe('Trusted hosts', () => {
  it.each([
    'https://webex.com',
    'https://acme.webex.com/meet/x?y#z',
    'https://a.b.c.wbx2.com',
    'https://eu.ciscospark.com',
    'https://webexapis.com/v1',
    'https://acme.webex.com:443/',
    'HTTPS://ACME.WEBEX.COM',
  ])('are Webex’s own and their subdomains: %s', (url) => expect(bare(url)).toBe(true));

  it.each([
    'http://acme.webex.com',
    'https://acme.webex.com:8443',
    'https://x@acme.webex.com',
    'https://x:y@acme.webex.com',
    'https://acme.webex.com@evil.org',
    'https://acme.webex.com.evil.org',
    'https://notwebex.com',
    'https://webex.com.evil',
    'https://webex.community',
    'https://webex.com.',
    'https://.webex.com',
    'https://+1.webex.com',
    'https://a_b.webex.com',
    'https://*.webex.com',
    'https://evil.org/webex.com',
    'https://evil.org?.webex.com',
    'https://evil.org#.webex.com',
    'https://evil.org\\.webex.com',
    'https://wébex.com',
    'https://xn--wbex-bpa.com',
    'https://acme.webex.com%2eevil.org',
    'ftp://acme.webex.com',
    'wss://acme.webex.com',
    'javascript:alert(1)',
    'data:text/plain,https://webex.com',
    'file://webex.com/etc',
    '//acme.webex.com',
    'acme.webex.com',
    'https://',
    'https://127.0.0.1',
    'http://127.0.0.1',
    'http://localhost',
    '',
  ])('are nothing else: %s', (url) => expect(bare(url)).toBe(false));

  it('are no address that is none', () => {
    expect([null, undefined].map(bare)).toEqual([false, false]);
    expect(bare(new URL('https://acme.webex.com'))).toBe(true);
  });

  it('may stand on loopback without a port', () => {
    for (const siteUrl of ['http://127.0.0.1', 'http://localhost/', 'http://[::1]'])
      expect(['/x', ':81/x'].map((rest) => createTrust({ siteUrl })(siteUrl.replace(/\/$/, '') + rest))).toEqual([
        true,
        false,
      ]);
  });

  it('are read from addresses alone', () => {
    expect([parseUrl('no address'), parseUrl(null), parseUrl('https://acme.webex.com')?.host]).toEqual([
      null,
      null,
      'acme.webex.com',
    ]);
  });

  it('take in the domains that an app adds, with their subdomains, on the default port only', () => {
    const trusts = createTrust({ trustedHosts: ['Example.com'] });
    expect(['https://example.com', 'https://a.example.com'].map(trusts)).toEqual([true, true]);
    expect(
      ['https://badexample.com', 'https://example.com:8443', 'http://example.com', 'https://example.com.org'].map(
        trusts,
      ),
    ).toEqual([false, false, false, false]);
  });

  it('take in full origins exactly', () => {
    const trusts = createTrust({
      trustedHosts: ['https://a.example.com:8443/path'],
      siteUrl: 'https://site.example.org',
    });
    const trustsBase = createTrust({ siteUrl: 'https://base.example.net:444' });
    expect(['https://a.example.com:8443/x', 'https://site.example.org/y'].map(trusts)).toEqual([true, true]);
    expect(trustsBase('https://base.example.net:444')).toBe(true);
    expect(['https://a.example.com', 'https://x.site.example.org', 'https://x@site.example.org'].map(trusts)).toEqual([
      false,
      false,
      false,
    ]);
    expect(['https://base.example.net', 'https://site.example.org'].map(trustsBase)).toEqual([false, false]);
  });

  it.each(['http://127.0.0.1:8080', 'http://127.100.20.30:1', 'http://[::1]:8080', 'http://localhost:3000'])(
    'take in %s when it was given, and no other port of it',
    (origin) => {
      const trusts = createTrust({ siteUrl: origin });
      expect(trusts(`${origin}/x`)).toBe(true);
      expect(trusts(`${origin}1/x`)).toBe(false);
    },
  );

  it.each([
    'http://example.com',
    'http://128.0.0.1:80',
    'http://127.0.0.1.evil.org',
    'http://localhost.evil.org',
    'http://evil.localhost:1',
    'http://[::2]:1',
    'http://10.0.0.1',
  ])('are never %s, though it was given: http is for loopback', (origin) => {
    expect(createTrust({ siteUrl: origin })(origin)).toBe(false);
    expect(() => createTrust({ trustedHosts: [origin] })).toThrow(TypeError);
  });

  const strange = [
    '',
    ' ',
    '.',
    '/',
    ':',
    '*',
    'https://',
    '.com',
    '*.com',
    'com',
    '*.example.com',
    'example.com/path',
    'https://*.example.com',
    'https://me@example.com',
    'https://exa mple.com',
    'http://example.com',
  ];

  it.each(strange)('are not named by %j: as an entry it is a mistake, and says so', (entry) =>
    expect(() => createTrust({ trustedHosts: [entry] })).toThrow(
      new TypeError(`trustedHosts takes domains and https: origins, not "${entry}"`),
    ),
  );

  it.each(strange)('gain nothing from the site %j', (siteUrl) => {
    const trusts = createTrust({ siteUrl });
    expect(['https://evil.com', 'https://evil.org', 'http://localhost', 'null', 'data:x'].map(trusts)).toEqual(
      Array(5).fill(false),
    );
  });

  it('are decided by the host that a request would really go to', () => {
    const label = fc.stringMatching(/^[a-z][a-z0-9-]{0,8}$/).filter((text) => !text.endsWith('-'));
    const glue = fc.constantFrom('.', '-', '@', '/', '?', '#', ':', '\\', '%2e', '', '。', '\u200b', '//');
    const piece = fc.oneof(label, fc.constantFrom('webex.com', 'wbx2.com', 'ciscospark.com', 'evil.org', 'localhost'));
    fc.assert(
      fc.property(fc.array(fc.tuple(piece, glue), { minLength: 1, maxLength: 4 }), piece, (pairs, last) => {
        const text = `https://${pairs.flat().join('')}${last}`;
        if (!bare(text)) return true;
        const { protocol, hostname, port, username, password } = new URL(text);
        expect([protocol, port, username, password]).toEqual(['https:', '', '', '']);
        expect(hostname).toMatch(/^([a-z\d-]+\.)*(webex|wbx2|ciscospark|webexapis)\.com$/);
        return true;
      }),
      { numRuns: 2_000 },
    );
  });
});
