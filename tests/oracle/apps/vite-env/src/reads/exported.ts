export const shown = 'shown';
export const unusedExport = import.meta.env.VITE_UNUSED_EXPORT;
