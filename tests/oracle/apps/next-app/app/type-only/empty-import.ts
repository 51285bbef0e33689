console.log('import with empty braces');
export {};
