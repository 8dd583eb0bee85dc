/**
 * A service in memory: the desk's `fetch`, with `undefined` for a request that is of neither service, or the simulator's,
 * which answers whatever it is asked.
 */
export type Answering = (request: Request) => Promise<Response | undefined>;

/** As `fetch` does, the simulator throws when a connection breaks: for both tools that is a reply of its own. */
const answerOf = async (answering: Answering, request: Request): Promise<Response | undefined> => {
  try {
    return await answering(request);
  } catch {
    return Response.error();
  }
};

/**
 * For MSW 2: `setupServer(http.all('*', mswResolver(desk.fetch)))`, where whatever is not for the services goes on to the
 * other handlers; for the simulator `http.all('https://acme.webex.com/*', mswResolver(simulator.fetch))`.
 */
export const mswResolver =
  (answering: Answering) =>
  ({ request }: { readonly request: Request }): Promise<Response | undefined> =>
    answerOf(answering, request.clone());

/** As much of Playwright's `Route` as is needed here. */
export interface RouteLike {
  request(): { method(): string; url(): string; headers(): Record<string, string>; postData(): string | null };
  fulfill(reply: { status: number; headers: Record<string, string>; body?: never } | object): Promise<void>;
  abort(): Promise<void>;
  fallback(): Promise<void>;
}

const unlessGone = async (work: Promise<void>): Promise<void> => {
  try {
    await work;
  } catch {
    // The page has given up on this request, or is closed: no one waits for the reply.
  }
};

/** For Playwright: `await page.route('**', routeHandler(desk.fetch))`. Whatever is not for the services goes on. */
export const routeHandler =
  (answering: Answering) =>
  async (route: RouteLike): Promise<void> => {
    const request = route.request();
    const [method, body] = [request.method(), request.postData()];
    const headers = Object.fromEntries(Object.entries(request.headers()).filter(([name]) => !name.startsWith(':')));
    const init = { method, headers, ...(body !== null && method !== 'GET' && method !== 'HEAD' && { body }) };
    const reply = await answerOf(answering, new Request(request.url(), init));
    if (reply === undefined) return unlessGone(route.fallback());
    // A reply that breaks off cannot be told to Playwright but as a lost one.
    const bytes = reply.type === 'error' ? null : await reply.arrayBuffer().catch(() => null);
    if (bytes === null) return unlessGone(route.abort());
    return unlessGone(
      route.fulfill({
        status: reply.status,
        headers: Object.fromEntries(reply.headers.entries()),
        // Playwright takes Node's Buffer.
        body: Buffer.from(bytes),
      }),
    );
  };
