import { secret } from '../../guards/secret.js';
import type { ResetRequest, ResetServices, Token } from '../../machines/password-reset.types.js';
import { requireTransport } from '../send.js';
import { call, clientTypes, readBase } from './call.js';
import type { Call, Refusal } from './call.js';
import type { HuaweiOptions } from './options.js';
import { schemas } from './schemas.js';

type Schemas = ReturnType<typeof schemas>;
type ParsedReply<Name extends keyof Schemas> = NonNullable<ReturnType<Schemas[Name]['safeParse']>['data']>;

/** Not the login, which is the service's default purpose. */
const forgottenPassword = 1;

const about = ({ clientType }: ResetRequest) => ({
  clientType: clientTypes[clientType],
  checkType: forgottenPassword,
});

const readToken = ({ token, expire }: { token: string; expire: number }): Token => ({
  token: secret(token),
  expiresInS: expire,
});

/**
 * The service gives pictures as data addresses. Anything else would be fetched: from the service's own origin only. By how
 * the text begins, since the parser gives that origin to more: to a `blob:`, to one with a user part, and to `https:host`,
 * which a page takes for a path of its own site.
 */
const mayShow = (picture: string, base: URL): boolean =>
  /^data:image\/(png|jpe?g|gif|webp);base64,/i.test(picture) || picture.startsWith(`${base.origin}/`);

/**
 * The five operations of the password reset, over any transport.
 * @throws TypeError without a transport, or when `baseUrl` is no address that a request may go to.
 */
export function createHuaweiServices(options: HuaweiOptions): ResetServices {
  requireTransport(options);
  const base = readBase(options.baseUrl);

  async function ask<Name extends keyof Schemas, Answer>(
    what: Call & { readonly operation: Name },
    read: (reply: ParsedReply<Name>) => ({ readonly ok: true } & Answer) | null,
  ): Promise<Refusal | ({ readonly ok: true } & Answer)> {
    // Before anything is sent: a reply may come when nothing can be loaded any more, in a test that is over say.
    const schema = schemas()[what.operation];
    const outcome = await call(base, options, what);
    if (!outcome.ok) return outcome;
    // The schema is the one of this operation, which an index by a type parameter does not tell.
    const parsed = schema.safeParse(outcome.payload).data as ParsedReply<Name> | undefined;
    return (parsed && read(parsed)) ?? outcome.unreadable;
  }

  return {
    sendSlider: (request, signal) =>
      ask({ operation: 'sendSlider', request, signal, fields: about(request) }, (reply) => {
        const { shadowImage: backgroundUrl, cutImage: pieceUrl, pointY } = reply;
        const shown = [backgroundUrl, pieceUrl].every((picture) => mayShow(picture, base));
        return shown ? { ok: true, backgroundUrl, pieceUrl, pointY, ...readToken(reply) } : null;
      }),

    checkSlider: (request, signal) => {
      const { token, pointX, slideTime } = request;
      return ask(
        { operation: 'checkSlider', request, signal, fields: { ...about(request), token, pointX, slideTime } },
        (reply) => ({ ok: true, ...readToken(reply) }),
      );
    },

    sendCode: (request, signal) => {
      const { sendMethod, token } = request;
      return ask(
        { operation: 'sendCode', request, signal, fields: { sendMethod: sendMethod ?? undefined, token } },
        ({ expire, bindPhone, bindEmail }) => ({
          ok: true,
          expiresInS: expire,
          phone: bindPhone ?? null,
          email: bindEmail ?? null,
        }),
      );
    },

    checkCode: (request, signal) =>
      ask({ operation: 'checkCode', request, signal, fields: { code: request.code } }, (reply) => ({
        ok: true,
        ...readToken(reply),
      })),

    reset: async (request, signal) => {
      const { token, newPassword, temporary } = request;
      const outcome = await call(base, options, {
        operation: 'reset',
        request,
        signal,
        fields: { newPwd: newPassword, passWordType: temporary ? 1 : undefined },
        accessToken: token,
      });
      return outcome.ok ? { ok: true } : outcome;
    },
  };
}
