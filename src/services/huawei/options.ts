import type { HuaweiCodes } from '../../guards/huawei-reply.js';
import type { Transport } from '../transport.js';

/** Where the service stands, by where the enterprise's account is. */
export const huaweiHosts = {
  mainland: 'https://api.meeting.huaweicloud.com',
  international: 'https://api-intl.meeting.huaweicloud.com',
} as const;

export interface HuaweiOptions {
  readonly transport: Transport;
  /**
   * One of `huaweiHosts` (mainland by default), or a server of your own that passes requests on; a path before
   * `/v1/usg/acs` is kept. `https:`, or `http:` on loopback: anything else is refused when the services are made.
   */
  readonly baseUrl?: string | undefined;
  /** The language of the messages with the code, and of the service's own sentences: `zh-CN` unless given. */
  readonly language?: 'zh-CN' | 'en-US' | undefined;
  /** Rows for service codes whose meaning this package does not know. */
  readonly codes?: HuaweiCodes | undefined;
}
