console.log(import.meta.env.VITE_UNREACHED);
