/** A service in memory: the desk's or the simulator's `fetch`. `undefined` for a request that is not its own. */
export type Answering = (request: Request) => Promise<Response | undefined>;

/**
 * For MSW 2: `setupServer(http.all('*', mswResolver(desk.fetch)))`. Whatever is not for the services goes on to the
 * other handlers.
 */
export const mswResolver =
  (answering: Answering) =>
  ({ request }: { readonly request: Request }): Promise<Response | undefined> =>
    answering(request.clone());

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
    const reply = await answering(new Request(request.url(), init));
    if (reply === undefined) return unlessGone(route.fallback());
    if (reply.type === 'error') return unlessGone(route.abort());
    return unlessGone(
      route.fulfill({
        status: reply.status,
        headers: Object.fromEntries(reply.headers.entries()),
        // Playwright takes Node's Buffer.
        body: Buffer.from(await reply.arrayBuffer()),
      }),
    );
  };
