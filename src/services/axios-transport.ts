import axios from 'axios';
import type { AxiosAdapter, AxiosInstance, AxiosResponse, InternalAxiosRequestConfig } from 'axios';
import { withDeadline } from './deadline.js';
import { maxReplyBytes, readBody } from './read-body.js';
import type { HttpReply, HttpRequest, Transport } from './transport.js';
import { TransportError } from './transport.js';

export { TransportError };
export type { HttpReply, HttpRequest, Transport } from './transport.js';

/** How the instance reaches the network. All its other defaults are meant for the app's own server. */
const connection = [
  'env',
  'family',
  'httpAgent',
  'http2Options',
  'httpVersion',
  'httpsAgent',
  'lookup',
  'proxy',
  'socketPath',
  'transport',
] as const;

function wireConfig(
  { defaults }: AxiosInstance,
  request: HttpRequest,
  signal: AbortSignal,
): InternalAxiosRequestConfig {
  const { method, url, headers, body } = request;
  const data = JSON.stringify(body ?? undefined) as string | undefined;
  const wire: InternalAxiosRequestConfig = {
    method,
    url,
    data,
    headers: new axios.AxiosHeaders({
      accept: 'application/json',
      ...(data && { 'content-type': 'application/json' }),
      ...headers,
    }),
    signal,
    timeout: 0,
    maxRedirects: 0,
    // For the fetch adapter of axios versions that do not read `maxRedirects` there.
    fetchOptions: { redirect: 'manual', cache: 'no-store', referrerPolicy: 'no-referrer' },
    withCredentials: false,
    withXSRFToken: false,
    maxContentLength: maxReplyBytes,
    responseType: 'text',
    responseEncoding: 'utf8',
    // In Node axios would go by way of whatever proxy the environment names, which sees an `http:` request in clear, and
    // with axios before 1.16.1 an `https:` one too.
    proxy: false,
    validateStatus: () => true,
  };
  // Added last: engines are many times slower with a literal that begins with others' fields.
  for (const key of connection)
    if (defaults[key] !== undefined) Object.assign(wire, { [key]: defaults[key] as unknown });
  return wire;
}

function readReply({ status, headers, data }: AxiosResponse): HttpReply {
  const texts: Record<string, string> = {};
  // From here on the values are looked at: axios types them as anything. An adapter may leave all of them out.
  for (const [name, value] of Object.entries((headers as object | undefined) ?? {}) as [string, unknown][])
    if (typeof value === 'string' || Array.isArray(value)) texts[name.toLowerCase()] = String(value);
  return {
    // A browser hides which redirect it was.
    status: status || 302,
    headers: texts,
    body: readBody(data),
  };
}

/**
 * A transport over axios. Redirects are not followed, cookies are not sent, and an `AxiosError`, which holds the whole
 * request, never leaves it. No proxy that the environment names is asked.
 *
 * An `instance` of the app gives its adapter, agents and proxy. Its other defaults (`baseURL`, `headers`, `auth`,
 * `timeout`, transforms) do not apply. Its interceptors run and see the address, the method and the status, but neither
 * headers nor bodies; what they change is not sent, and what they send again is not posted again. The XHR adapter is
 * replaced by the fetch adapter, since XHR follows redirects by itself.
 */
export function axiosTransport(instance?: AxiosInstance): Transport {
  const used = instance ?? axios.create();
  const exchange = async (request: HttpRequest, signal: AbortSignal): Promise<AxiosResponse> => {
    const wire = wireConfig(used, request, signal);
    const own = [used.defaults.adapter ?? []].flat().filter((one) => !/^xhr$/i.test(String(one)));
    return axios.getAdapter([...own, 'http', 'fetch'], wire)(wire);
  };
  const throughInterceptors = (request: HttpRequest, signal: AbortSignal): Promise<HttpReply> =>
    new Promise((resolve, reject) => {
      let sent = false;
      // After a reply was taken this changes nothing.
      const fail = (): void => reject(new TransportError('network'));
      const adapter: AxiosAdapter = async (config) => {
        // Interceptors may try again. (That the caller has given up meanwhile, axios itself looks at.)
        if (sent) throw new TransportError('network');
        sent = true;
        try {
          const response = await exchange(request, signal);
          resolve(readReply(response));
          const { status, statusText } = response;
          return { status, statusText, headers: {}, data: undefined, config };
        } catch {
          fail();
          throw new TransportError('network');
        }
      };
      const { method, url } = request;
      const shown = { method, url, baseURL: '', adapter, signal, validateStatus: null };
      // The reply was taken in the adapter. What interceptors make of it is theirs; with no reply there is none.
      used.request({ ...shown, transformRequest: [], transformResponse: [] }).then(fail, fail);
    });
  return (request) =>
    withDeadline(request.signal, request.timeoutMs, async (signal) =>
      // An instance of our own has no interceptors: its adapter is all that would run.
      instance ? throughInterceptors(request, signal) : readReply(await exchange(request, signal)),
    );
}
