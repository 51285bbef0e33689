export const fromOther = process.env.NEXT_PUBLIC_EXPORTED_AUTH_TOKEN;
export const unusedExport = process.env.NEXT_PUBLIC_UNUSED_EXPORT_AUTH_TOKEN;
