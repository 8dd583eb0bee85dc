import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Destination, DestinationType } from '../../../src/machines/join-flow.types.js';
import { createTrust } from '../../../src/services/trusted-hosts.js';
import { readDestination } from '../../../src/services/webex/destination.js';

const site = new URL('https://home.webex.com');
const trusted = createTrust({ siteUrl: site.href });
const read = (destination: Destination, type: DestinationType | null = null) =>
  readDestination(destination, type, site, trusted);
const readWithoutSite = (destination: Destination) => readDestination(destination, null, null, createTrust({}));

const id = '8f7ecfce541f4f229ff7a42d6a323336';
const dashed = '8f7ecfce-541f-4f22-9ff7-a42d6a323336';
const acme = 'https://acme.webex.com';

describe('A destination', () => {
  it.each<[string, string, DestinationType, string | null, Record<string, string>]>([
    ['a link', `${acme}/meet/jane`, 'MEETING_LINK', acme, { meetingUrl: `${acme}/meet/jane` }],
    ['a link without protocol', 'acme.webex.com/meet/jane', 'MEETING_LINK', acme, { meetingUrl: `${acme}/meet/jane` }],
    ['a link with blanks around', `  ${acme}/meet/jane\n`, 'MEETING_LINK', acme, { meetingUrl: `${acme}/meet/jane` }],
    [
      'a link with an MTID',
      `${acme}/acme/j.php?MTID=m1`,
      'MEETING_LINK',
      acme,
      { meetingUrl: `${acme}/acme/j.php?MTID=m1` },
    ],
    [
      'a link on four labels',
      'https://a.my.webex.com/m/1',
      'MEETING_LINK',
      'https://a.my.webex.com',
      { meetingUrl: 'https://a.my.webex.com/m/1' },
    ],
    [
      'a link that names another address',
      `acme.webex.com/m/1?next=https://x.org/@a`,
      'MEETING_LINK',
      acme,
      { meetingUrl: `${acme}/m/1?next=https://x.org/@a` },
    ],
    [
      'a link on no site',
      'https://meet.webex.com/m/1',
      'MEETING_LINK',
      null,
      { meetingUrl: 'https://meet.webex.com/m/1' },
    ],
    ['a video address', '10019857020@acme.webex.com', 'SIP_URI', acme, { sipUrl: '10019857020@acme.webex.com' }],
    ['a video address with sip:', 'sip:x@acme.webex.com', 'SIP_URI', acme, { sipUrl: 'sip:x@acme.webex.com' }],
    ['a video address with sips:', 'sips:x@acme.webex.com', 'SIP_URI', acme, { sipUrl: 'sips:x@acme.webex.com' }],
    ['a video address with an escape', 'a%26b@acme.webex.com', 'SIP_URI', acme, { sipUrl: 'a%26b@acme.webex.com' }],
    ['a video address in capitals', 'x@ACME.Webex.com', 'SIP_URI', acme, { sipUrl: 'x@ACME.Webex.com' }],
    ['meet.webex.com', 'x@meet.webex.com', 'SIP_URI', null, { sipUrl: 'x@meet.webex.com' }],
    ['meetup.webex.com in capitals', 'x@MEETUP.WEBEX.COM', 'SIP_URI', null, { sipUrl: 'x@MEETUP.WEBEX.COM' }],
    ['a person', 'ada@acme.calls.webex.com', 'SIP_URI', null, { sipUrl: 'ada@acme.calls.webex.com' }],
    ['a device', 'desk@acme.rooms.webex.com', 'SIP_URI', null, { sipUrl: 'desk@acme.rooms.webex.com' }],
    [
      'a site called rooms',
      'x@rooms.my.webex.com',
      'SIP_URI',
      'https://rooms.my.webex.com',
      { sipUrl: 'x@rooms.my.webex.com' },
    ],
    ['a ciscospark host', 'x@eu.ciscospark.com', 'SIP_URI', null, { sipUrl: 'x@eu.ciscospark.com' }],
    [
      'a site that only sounds so',
      'x@notmeet.webex.com',
      'SIP_URI',
      'https://notmeet.webex.com',
      { sipUrl: 'x@notmeet.webex.com' },
    ],
    ['a video address elsewhere', 'jane@video.example.co.uk', 'SIP_URI', null, { sipUrl: 'jane@video.example.co.uk' }],
    ['a North-American number', '(408) 555-0100', 'SIP_URI', null, { sipUrl: '(408) 555-0100' }],
    ['one with dashes', '1-408-555-0100', 'SIP_URI', null, { sipUrl: '1-408-555-0100' }],
    ['an international number', '+49 30 1234567', 'SIP_URI', null, { sipUrl: '+49 30 1234567' }],
    ['nine digits', '123 456 789', 'MEETING_ID', null, { meetingKey: '123456789' }],
    ['ten digits', '1234567890', 'MEETING_ID', null, { meetingKey: '1234567890' }],
    ['eleven digits', '2345-678-9012', 'MEETING_ID', null, { meetingKey: '23456789012' }],
    ['a UUID', id, 'MEETING_UUID', null, { meetingUUID: id }],
    [
      'a link with a letter in two parts',
      'https://acme.webex.com/meet/jane\u0301',
      'MEETING_LINK',
      acme,
      { meetingUrl: 'https://acme.webex.com/meet/jane%CC%81' },
    ],
    ['a UUID in capitals', id.toUpperCase(), 'MEETING_UUID', null, { meetingUUID: id.toUpperCase() }],
    ['a UUID with dashes', dashed, 'MEETING_UUID', null, { meetingUUID: dashed }],
    [
      'a space',
      `https://conv-a.wbx2.com/conversation/api/v1/conversations/${dashed}`,
      'CONVERSATION_URL',
      null,
      { conversationUrl: `https://conv-a.wbx2.com/conversation/api/v1/conversations/${dashed}` },
    ],
  ])('is told from its text: %s', (_what, text, type, origin, fields) => {
    expect(read(text)).toEqual({ ok: true, type, origin, fields });
  });

  it.each<[string, string, string]>([
    ['marks of direction around it', '\u202ahttps://acme.webex.com/meet/x\u202c', 'https://acme.webex.com/meet/x'],
    ['marks that show nothing', '\u200b\ufeffhttps://acme.webex.com/meet/x \u2060', 'https://acme.webex.com/meet/x'],
    ['the brackets of a mail', ' <https://acme.webex.com/meet/x>\n', 'https://acme.webex.com/meet/x'],
    ['the brackets of a mail', '<x@acme.webex.com>', 'x@acme.webex.com'],
    ['an isolated telephone number', '\u2066+49 30 1234567\u2069', '+49 30 1234567'],
    ['digits of full width', '１２３ ４５６ ７８９', '123456789'],
    ['blanks that do not break', '123\u00a0456\u00a0789', '123456789'],
    ['a full-width telephone number', '＋４９　３０　１２３４５６７', '+49 30 1234567'],
  ])('may be pasted with %s: %j', (_what, text, sentAs) => {
    expect(Object.values((read(text) as { fields: object }).fields)).toEqual([sentAs]);
  });

  it('keeps the letters of another alphabet out of a host, and marks out of its middle', () => {
    for (const text of ['x@ａcme.webex.com', 'x@acme\u200b.webex.com', 'https://acme.webex.com/\u202emeet/x'])
      expect(read(text)).toEqual({ ok: false, kind: 'destinationInvalid' });
  });

  it.each<[Destination, DestinationType, string | null, Record<string, string>]>([
    [{ userId: 'u', orgId: 'o' }, 'PERSONAL_ROOM', null, { userId: 'u', orgId: 'o' }],
    [{ webExMeetingId: '123456789', sipUri: 'x@y.webex.com' }, 'LOCUS_ID', null, { meetingKey: '123456789' }],
    [{ sipUri: 'x@acme.webex.com' }, 'LOCUS_ID', acme, { sipUrl: 'x@acme.webex.com' }],
    [{ webExMeetingId: '123456789', webExSite: 'acme.webex.com' }, 'LOCUS_ID', acme, { meetingKey: '123456789' }],
    [
      { webExMeetingId: '123456789', webExSite: 'home.webex.com' },
      'LOCUS_ID',
      site.origin,
      { meetingKey: '123456789' },
    ],
  ])('may be the ids that an app has: %j', (ids, type, origin, fields) => {
    expect(read(ids)).toEqual({ ok: true, type, origin, fields });
  });

  it.each<[Destination, DestinationType]>([
    ['123456789', 'MEETING_ID'],
    ['123456', 'MEETING_ID'],
    [dashed, 'MEETING_UUID'],
    ['14085550100', 'MEETING_ID'],
    ['1-408-555-0100', 'MEETING_ID'],
    [`https://conv-a.wbx2.com/conversation/api/v1/conversations/${dashed}`, 'MEETING_LINK'],
    ['x@acme.webex.com', 'SIP_URI'],
    ['acme.webex.com/meet/x', 'MEETING_LINK'],
    [{ userId: 'u', orgId: 'o' }, 'PERSONAL_ROOM'],
    [{ sipUri: 'x@acme.webex.com' }, 'LOCUS_ID'],
  ])('keeps the type that is given when it fits: %j as %s', (destination, type) => {
    expect(read(destination, type)).toMatchObject({ ok: true, type });
  });

  it.each<[Destination, DestinationType]>([
    ['x@acme.webex.com', 'MEETING_ID'],
    ['123456789', 'MEETING_UUID'],
    ['x123456', 'MEETING_ID'],
    ['123456x', 'MEETING_ID'],
    ['123456789', 'SIP_URI'],
    ['x', 'MEETING_LINK'],
    ['x', 'CONVERSATION_URL'],
    ['jane@acme.com', 'PERSONAL_ROOM'],
    ['x', 'LOCUS_ID'],
    [{ userId: 'u', orgId: 'o' }, 'LOCUS_ID'],
    [{ sipUri: 'x@acme.webex.com' }, 'PERSONAL_ROOM'],
    [{ sipUri: 'x@acme.webex.com' }, 'SIP_URI'],
  ])('is refused when the type that is given does not fit: %j as %s', (destination, type) => {
    expect(read(destination, type)).toEqual({ ok: false, kind: 'destinationInvalid' });
  });

  it.each<[Destination]>([
    [''],
    ['   '],
    ['hello'],
    ['acme.webex.com'],
    [acme],
    ['12345678'],
    ['123456789012'],
    ['x@acme.webex.com;transport=tls'],
    ['sip:x@acme.webex.com;transport=tls'],
    ['a@b.c.com/path?q=1'],
    ['x@acme.webex.com:5061'],
    ['x@acme.webex.com?a=b'],
    ['acme.webex.com@evil.org/meet/x'],
    ['x@acme.webex.com#a'],
    ['x@y@acme.webex.com'],
    ['x@acme..com'],
    ['x@acme.webex.com.'],
    ['x@.webex.com'],
    ['x@'],
    ['@acme.webex.com'],
    ['x@wébex.com'],
    ['x@ａcme.webex.com'],
    ['x y@acme.webex.com'],
    ['x@0x7f.1'],
    ['https://acme.webex.com\\@evil.org/meet/x'],
    ['https://acme.webex.com/meet/a b'],
    ['https://acme\u200b.webex.com/meet/x'],
    ['+1'],
    [`${acme}/${'a'.repeat(2_100)}`],
    [{ userId: '', orgId: 'o' }],
    [{}],
    [{ webExSite: 'acme.webex.com' }],
    [{ userId: 5, orgId: 'o' } as never],
    [{ webExMeetingId: 'x@acme.webex.com' }],
    [{ sipUri: '123456789' }],
    [{ sipUri: 'x@acme.webex.com;transport=tls' }],
    [{ webExMeetingId: '123456789', webExSite: 'acme.webex.com/path' }],
    [{ webExMeetingId: '123456789', webExSite: 'x@acme.webex.com' }],
    [{ webExMeetingId: '123456789', webExSite: 'acme.webex.com:8443' }],
  ])('that cannot be read is refused: %j', (destination) => {
    expect(read(destination)).toEqual({ ok: false, kind: 'destinationInvalid' });
  });

  it.each<[Destination]>([
    ['https://webex.com.evil.org/meet/x'],
    ['webex.com.evil.org/meet/x'],
    ['https://x@evil/meet'],
    ['https://x@acme.webex.com/meet/x'],
    ['https://acme.webex.com:8443/meet/x'],
    ['http://acme.webex.com/meet/x'],
    ['https://wébex.com/meet/x'],
    ['https://xn--wbex-bpa.com/meet/x'],
    ['ftp://acme.webex.com/meet/x'],
    ['x@webex.com.evil'],
    ['x@acme.webex.com.evil.org'],
    ['x@xn--wbex-bpa.com'],
    [`https://conv.evil.org/conversation/api/v1/conversations/${dashed}`],
    [{ webExMeetingId: '123456789', webExSite: 'webex.com.evil' }],
    [{ sipUri: 'x@webex.com.evil' }],
  ])('that leads, or seems to lead, to a host that is not trusted is refused: %j', (destination) => {
    expect(read(destination)).toEqual({ ok: false, kind: 'untrustedHost' });
  });

  it.each<[Destination]>([
    ['123456789'],
    [id],
    ['+49 30 1234567'],
    ['x@meet.webex.com'],
    ['jane@video.example.com'],
    [{ userId: 'u', orgId: 'o' }],
  ])('that names no site needs the app to have one: %j', (destination) => {
    expect(readWithoutSite(destination)).toEqual({ ok: false, kind: 'destinationInvalid' });
    expect(read(destination)).toMatchObject({ ok: true, origin: null });
  });

  it('is no site of the app’s where it is a space’s address on one', () => {
    expect(read(`${site.origin}/conversation/api/v1/conversations/1`)).toMatchObject({
      type: 'CONVERSATION_URL',
      origin: null,
    });
  });

  it('needs no site of the app’s where the ids name one', () => {
    expect(readWithoutSite({ webExMeetingId: '123456789', webExSite: 'acme.webex.com' })).toMatchObject({
      ok: true,
      origin: acme,
    });
  });

  it('is read up to 2048 characters', () => {
    const link = (length: number) => `${acme}/`.padEnd(length, 'a');
    expect([read(link(2048)).ok, read(link(2049)).ok]).toEqual([true, false]);
  });

  it('on loopback is taken when the app’s own site is there', () => {
    const home = new URL('http://127.0.0.1:8080');
    const trusts = createTrust({ siteUrl: home.href });
    const link = 'http://127.0.0.1:8080/meet/x';
    expect(readDestination(link, null, home, trusts)).toMatchObject({ ok: true, origin: home.origin });
    expect(readDestination('http://127.0.0.1:8081/meet/x', null, home, trusts)).toMatchObject({
      kind: 'untrustedHost',
    });
    const locus = { webExMeetingId: '123456789', webExSite: '127.0.0.1:8080' };
    expect(readDestination(locus, null, home, trusts)).toMatchObject({ ok: true, origin: home.origin });
  });

  it('never throws, and never names a site that is not trusted, whatever is typed', () => {
    const fragment = fc.constantFrom(
      ...['https://', 'http://', 'sip:', 'x@', '@', 'acme.webex.com', 'webex.com', '.evil', '.org', '/meet/x', ':443'],
      ...[';transport=tls', '?MTID=1', '#', '\\', '%40', '.', ' ', '\n', '。', 'é', '\u202e', '123', '+1', '-', '('],
    );
    const text = fc
      .array(fc.oneof(fragment, fc.string({ maxLength: 4 })), { maxLength: 7 })
      .map((parts) => parts.join(''));
    const types = fc.constantFrom(
      null,
      'MEETING_LINK',
      'SIP_URI',
      'MEETING_ID',
      'CONVERSATION_URL',
      'LOCUS_ID',
    ) as fc.Arbitrary<DestinationType | null>;
    const ids = fc.record({ webExMeetingId: text, sipUri: text, webExSite: text }, { requiredKeys: [] });
    fc.assert(
      fc.property(fc.oneof(text, ids), types, (destination, type) => {
        const reading = read(destination, type);
        if (!reading.ok || reading.origin === null) return;
        expect(trusted(reading.origin)).toBe(true);
        expect(reading.origin).toMatch(/^https:\/\/[a-z0-9.-]+$/);
      }),
      { numRuns: 5_000 },
    );
  });

  it.each(['https://webex.com.evil.org/meet/x', 'x@webex.com.evil', 'http://acme.webex.com/meet/x'])(
    'without a site of the app, %s names none, and cannot be read',
    (destination) => {
      expect(readWithoutSite(destination)).toEqual({ ok: false, kind: 'destinationInvalid' });
      expect(read(destination)).toEqual({ ok: false, kind: 'untrustedHost' });
    },
  );
});
