// The requests of one visit as one writes them by hand, for a meeting of which one knows what it will ask.
export function createRawVisit(axios, origin, destination) {
  const client = axios.create({ timeout: 15_000, maxRedirects: 0, validateStatus: () => true });
  const ask = async (answers) => {
    const body = {
      supportHostKey: true,
      supportCountryList: true,
      meetingKey: destination,
      ...answers,
      disableWebRedirect: true,
    };
    const trackingid = crypto.randomUUID();
    const { data } = await client.post(`${origin}/wbxappapi/v1/meetingInfo`, body, { headers: { trackingid } });
    return data;
  };
  const expect = ({ code }, wanted) => {
    if (code !== wanted) throw new Error(`The service said ${code} in place of ${wanted}.`);
  };
  return async (solve, password) => {
    expect(await ask({}), 403004);
    expect(await ask({ password: 'wrong-1' }), 403028);
    const challenged = await ask({ password: 'wrong-2' });
    expect(challenged, 423005);
    const url = new URL(challenged.refreshURL);
    url.searchParams.set('siteFullName', url.hostname);
    const { data: captcha } = await client.post(url.href, { captchaId: challenged.captchaID });
    const captchaVerifyCode = await solve(captcha.captchaID);
    const info = await ask({ password, captchaID: captcha.captchaID, captchaVerifyCode });
    if (!info.permissionToken) throw new Error('Not let in.');
  };
}
