console.log('empty type import');
export {};
