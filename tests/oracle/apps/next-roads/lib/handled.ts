type Handler = (request: Request) => Promise<Response>;

export class HttpError extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

export const handled =
  (handler: Handler): Handler =>
  async (request) => {
    try {
      return await handler(request);
    } catch (error) {
      if (error instanceof HttpError) return Response.json({ error: error.message }, { status: error.status });
      return Response.json({ error: 'internal' }, { status: 500 });
    }
  };

export const quiet =
  (handler: Handler): Handler =>
  async (request) => {
    try {
      return await handler(request);
    } catch (error) {
      console.error(error);
      return Response.json({ error: 'internal' }, { status: 500 });
    }
  };
