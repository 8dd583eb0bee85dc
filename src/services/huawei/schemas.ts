import { gt, int, minimum, minLength, nullish, number, object, string } from 'zod/mini';
import { lazily } from '../lazily.js';

/** The replies of the first four operations: docs/protocols/huawei-password-reset.md, "Slider" and "Code". */
export const schemas = /* @__PURE__ */ lazily(() => {
  const text = string().check(minLength(1));
  const expire = number().check(gt(0));
  const token = object({ token: text, expire });
  return {
    sendSlider: object({ shadowImage: text, cutImage: text, pointY: int().check(minimum(0)), token: text, expire }),
    checkSlider: token,
    /** The address that was not used is null. */
    sendCode: object({ expire, bindPhone: nullish(string()), bindEmail: nullish(string()) }),
    checkCode: token,
  };
});
