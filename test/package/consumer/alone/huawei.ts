import { createHuaweiServices } from 'meeting-join-flow/huawei';

export const servicesOf = (options: Parameters<typeof createHuaweiServices>[0]) => createHuaweiServices(options);
export const sendCode = (services: ReturnType<typeof servicesOf>) => services.sendCode;
