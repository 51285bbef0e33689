class Base {
  protected key?: string;
  constructor(options: { key?: string; other?: string }) {
    this.key = options.key;
  }
  header() {
    return `Bearer ${this.key}`;
  }
}
export class Api extends Base {
  show() {
    return super.header();
  }
}

abstract class Named {
  abstract name(): string | undefined;
  greeting() {
    return `Hello ${this.name()}`;
  }
}
export class Own extends Named {
  name() {
    return process.env.CLASSES_LEFT_SECRET_KEY;
  }
  other() {
    return process.env.CLASSES_UNASKED_SECRET_KEY;
  }
}

export class Settings {
  private static it?: Settings;
  a = process.env.CLASSES_SINGLE_SECRET_KEY;
  b = process.env.CLASSES_BESIDE_SECRET_KEY;
  static get() {
    return (Settings.it ??= new Settings());
  }
}
