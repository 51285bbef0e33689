export class ApiError extends Error {
  status: number;
  constructor(token: string | undefined, status: number) {
    super(`failed with ${token}`);
    this.status = status;
  }
}

export class HintError extends Error {
  readonly hint?: string;
  constructor(message: string, hint?: string) {
    super(message);
    this.name = 'HintError';
    this.hint = hint;
  }
}

export class QuietError extends ApiError {
  #key?: string;
  constructor(key?: string) {
    super('nobody', 403);
    this.#key = key;
  }
  get known() {
    return Boolean(this.#key);
  }
}
