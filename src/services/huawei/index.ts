export { createHuaweiServices } from './services.js';
export { huaweiHosts } from './options.js';
export type { HuaweiOptions } from './options.js';
export type { HuaweiCodes } from '../../guards/huawei-reply.js';
export type { ResetServices } from '../../machines/password-reset.types.js';
