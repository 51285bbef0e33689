self.onmessage = () => self.postMessage('{{openai worker-query}}');
