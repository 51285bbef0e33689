export const audit = async () => process.env.NEXT_PUBLIC_PACKAGE_SERVER_AUTH_TOKEN?.length;
