export const createLog = (name: string) => {
  console.log('{{openai log-made}}', name);
  return (text: string) => console.log(name, text);
};
