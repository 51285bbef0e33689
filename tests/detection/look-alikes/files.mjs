// Whole files that hold no secret: each is a name and a template of its text.
export default [
  ['app/i18n/en.json', `{
  "auth": {
    "password": "Password",
    "passwordHint": "At least 12 characters, one digit",
    "token": "Token",
    "apiKey": "API key",
    "apiKeyPlaceholder": "sk_live_…",
    "secret": "Secret",
    "errors": { "invalid_token": "Invalid token (401)", "invalid_password": "Wrong password" }
  }
}
`],
  ['app/i18n/de.ts', `export default {
  password: "Passwort",
  newPassword: "Neues Passwort",
  apiKey: "API-Schlüssel",
  clientSecret: "Client-Geheimnis",
  accessToken: "Zugriffstoken",
  "login.password.label2": "Passwort wiederholen",
};
`],
  ['schema/user.ts', `import { z } from "zod";
export const User = z.object({
  password: z.string().min(12).regex(/^(?=.*[A-Z])(?=.*\\d)[A-Za-z\\d]{12,}$/),
  apiKey: z.string().startsWith("sk_live_"),
  token: z.string().uuid().default("{uuid}"),
});
`],
  ['schema/openapi.json', `{
  "components": {
    "securitySchemes": { "apiKey": { "type": "apiKey", "in": "header", "name": "X-Api-Key" } },
    "schemas": {
      "Secret": { "properties": { "apiKey": { "type": "string", "pattern": "^sk_live_[0-9a-zA-Z]{24}$", "example": "sk_live_xxxxxxxxxxxxxxxxxxxxxxxx" }, "password": { "type": "string", "format": "password" } } }
    }
  }
}
`],
  ['schema/models.ts', `export type Secrets = {
  clientSecret: "string";
  privateKey: "hex" | "base64" | "pkcs8-pem";
  accessToken: \`Bearer \${string}\`;
};
export const columns = { password: "varchar(255)", apiToken: "text", secretKey: "bytea" };
`],
  ['test/users.test.ts', `import { login } from "../lib/login";
test("logs in", async () => {
  const token = await login({ email: "ada@example.com", password: "Passw0rd!234" });
  expect(token).toBe("{hex:32}");
  process.env.JWT_SECRET = "test-secret-{hex:8}";
  process.env.TWILIO_AUTH_TOKEN = "{hex:32}";
});
`],
  ['test/fixtures/users.json', `[{ "id": "{uuid}", "password": "{alnum:16}", "token": "{hex:40}" }]
`],
  ['test/mocks/handlers.ts', `export const handlers = [{ path: "/token", body: { access_token: "{alnum:40}", refresh_token: "{alnum:40}" } }];
`],
  ['stories/login.stories.tsx', `export const Filled = { args: { password: "hunter2hunter2", apiKey: "{alnum:32}" } };
`],
  ['package-lock.json', `{
  "name": "acme",
  "lockfileVersion": 3,
  "packages": { "node_modules/a": { "version": "1.0.0", "resolved": "https://npm.acme.example/a/-/a-1.0.0.tgz", "integrity": "sha512-{b64:86}==" } }
}
`],
  ['yarn.lock', `a@^1.0.0:
  version "1.0.0"
  resolved "https://npm.acme.example/a/-/a-1.0.0.tgz#{hex:40}"
  integrity sha512-{b64:86}==
`],
  ['pnpm-lock.yaml', `lockfileVersion: '9.0'
packages:
  a@1.0.0:
    resolution: {integrity: sha512-{b64:86}==}
`],
  ['public/vendor.js', `!function(e,t){var n={a:"{hex:32}",tokenKey:"{alnum:10}"};e.exports=n,t.secret=n.a}(this,{});
//# sourceMappingURL=vendor.js.map
`],
  ['public/vendor.js.map', `{"version":3,"sources":["a.ts"],"names":["token","secret"],"mappings":"AAAA,{alnum:200}","file":"vendor.js"}
`],
  ['public/manifest.json', `{ "name": "Acme", "gcm_sender_id": "{digit:12}", "icons": [{ "src": "/icon-{hex:32}.png" }] }
`],
  ['public/service-worker.js', `self.__precache = [{ url: "/app.js", revision: "{hex:32}" }, { url: "/app.css", revision: "{hex:32}" }];
`],
  ['src/icons.tsx', `export const Key = () => <svg viewBox="0 0 24 24"><path d="M21 2l-2 2m-7.61 7.61a5.5 5.5 0 1 1-7.778 7.778 5.5 5.5 0 0 1 7.777-7.777zm0 0L15.5 7.5" /></svg>;
`],
  ['src/password-input.tsx', `export const PasswordInput = () => (
  <input type="password" name="password" id="password-input-1" placeholder="••••••••" autoComplete="current-password" aria-label="Password" />
);
`],
  ['src/constants.ts', `export const STORAGE_KEYS = { token: "acme:token:v2", refreshToken: "acme:refresh-token:v2", apiKey: "acme/api_key" };
export const HEADERS = { apiKey: "X-Acme-Api-Key", token: "X-CSRF-Token-2", authorization: "Authorization" };
export const ROUTES = { password: "/settings/password", apiKeys: "/settings/api-keys/new2", token: "/oauth2/token" };
export const ENV = { apiKey: "ACME_API_KEY", secret: "ACME_CLIENT_SECRET", dbPassword: "DB_PASSWORD_2" };
export const EVENTS = { token: "token:refreshed:v2", password: "password_changed_v2" };
`],
  ['src/headers.ts', `export const send = (token: string, key: string) =>
  fetch("https://api.acme.io/v1", {
    headers: { Authorization: \`Bearer \${token}\`, "X-Api-Key": key, "Content-Type": "application/json", "If-None-Match": "{hex:32}" },
  });
`],
  ['src/validate.ts', `export const isSecret = (key: string) => key.startsWith("sk_live_") || key.startsWith("whsec_") || /^SG\\.[\\w-]{22}\\.[\\w-]{43}$/.test(key);
export const kind = (password: string) => (password === "" || password === "string" ? "none" : "some");
`],
  ['src/web3.ts', `import { Contract } from "ethers";
export const usdc = new Contract("0x{hex:40}", ["function transfer(address to, uint256 value)"]);
export const roles = { ADMIN_ROLE: "0x{hex:64}", MINTER_ROLE: "0x{hex:64}" };
export const token = "0x{hex:40}";
`],
  ['src/firebase.ts', `import { initializeApp } from "firebase/app";
const firebaseConfig = {
  apiKey: "AIza{url:35}",
  authDomain: "acme.firebaseapp.com",
  projectId: "acme",
  storageBucket: "acme.appspot.com",
  messagingSenderId: "{digit:12}",
  appId: "1:{digit:12}:web:{hex:22}",
};
export const app = initializeApp(firebaseConfig);
export const vapidKey = "B{url:86}";
`],
  ['google-services.json', `{ "project_info": { "project_id": "acme" }, "client": [{ "api_key": [{ "current_key": "AIza{url:35}" }] }] }
`],
  ['vercel.json', `{ "crons": [{ "path": "/api/cron", "schedule": "0 5 * * *" }], "env": { "API_KEY": "@acme-api-key" } }
`],
  ['.github/workflows/deploy.yml', `on: push
jobs:
  deploy:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@{hex:40}
      - run: npm publish
        env:
          NODE_AUTH_TOKEN: \${{ secrets.NPM_TOKEN }}
          STRIPE_SECRET_KEY: \${{ secrets.STRIPE_SECRET_KEY }}
`],
  ['docker-compose.yml', `services:
  db:
    image: postgres@sha256:{hex:64}
    environment:
      POSTGRES_USER: postgres
      POSTGRES_PASSWORD: postgres
      - API_KEY=\${API_KEY}
  web:
    environment:
      - DATABASE_URL=postgresql://postgres:postgres@db:5432/app
      - JWT_SECRET=\${JWT_SECRET:-changeme}
`],
  ['deploy/Dockerfile', `FROM node:22-alpine@sha256:{hex:64}
ARG NPM_REGISTRY
ENV NODE_ENV=production
ENV API_KEY=\${API_KEY}
ENV SECRET_KEY=build-time-placeholder
RUN --mount=type=secret,id=npm,env=NPM_TOKEN echo "//npm.acme.example/:_authToken=\${NPM_TOKEN}" > .npmrc
`],
  ['deploy/secret.yaml', `kind: ExternalSecret
spec:
  secretStoreRef: { name: vault }
  data:
    - secretKey: STRIPE_SECRET_KEY
      remoteRef: { key: acme/production, property: stripe_secret_key }
    - secretKey: DB_PASSWORD
      remoteRef: { key: acme/database-credentials-v2 }
`],
  ['deploy/sops.yaml', `stripe_secret_key: ENC[AES256_GCM,data:{b64:40},iv:{b64:43}=,tag:{b64:22}==,type:str]
db_password: ENC[AES256_GCM,data:{b64:20},iv:{b64:43}=,tag:{b64:22}==,type:str]
sops:
  lastmodified: "2025-03-01T12:30:45Z"
  mac: ENC[AES256_GCM,data:{b64:88},iv:{b64:43}=,tag:{b64:22}==,type:str]
`],
  ['deploy/sealed.yaml', `kind: SealedSecret
spec:
  encryptedData:
    STRIPE_SECRET_KEY: AgB{b64:300}
`],
  ['deploy/main.tfvars', `region = "eu-west-1"
kms_key_id = "{uuid}"
db_password_secret_arn = "arn:aws:secretsmanager:eu-west-1:{digit:12}:secret:db-{alnum:6}"
ssh_public_key = "ssh-rsa AAAAB3NzaC1yc2E{b64:200} ops@acme.io"
`],
  ['.npmrc', `registry=https://npm.acme.example/
//npm.acme.example/:_authToken=\${NPM_TOKEN}
`],
  ['.env.example', `DATABASE_URL=postgresql://postgres:password@localhost:5432/app
STRIPE_SECRET_KEY=sk_test_...
OPENAI_API_KEY=sk-...
TWILIO_ACCOUNT_SID=ACxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx
TWILIO_AUTH_TOKEN=your_auth_token
NEXTAUTH_SECRET=generate-one-with-openssl-rand
AUTH_SECRET=
JWT_EXPIRES_IN=7d
NEXT_PUBLIC_SUPABASE_ANON_KEY=your-anon-key
`],
  ['styles/tokens.scss', `$token-primary: #1a2b3c;
$secret-offset: 12px;
.password-field { background: url("/img/{hex:32}.svg"); }
`],
  ['index.html', `<!doctype html>
<meta name="google-site-verification" content="{url:43}">
<link rel="stylesheet" href="/app.css" integrity="sha384-{b64:64}" crossorigin="anonymous">
<script async src="https://www.googletagmanager.com/gtag/js?id=G-{UPNUM:10}"></script>
<script>window.csrfTokenName = "csrf-token-v2";</script>
<input type="password" name="password" placeholder="Password1!">
`],
  ['emails/reset.html', `<!doctype html>
<p>Your password was changed. <a href="https://acme.io/reset?token={{token}}">Undo</a></p>
`],
  ['prisma/seed.ts', `export const users = [{ email: "ada@example.com", password: "password123" }, { email: "grace@example.com", password: "Passw0rd!" }];
`],
  ['fonts/license.txt.json', `{ "license": "OFL-1.1", "font": "Inter", "serial": "{HEX:8}-{HEX:8}" }
`],
  ['src/flags.ts', `export const flags = { passwordless: "exp-passwordless-2024", secretSanta: "secret-santa-2025", tokenBucket: "token-bucket-v3" };
`],
  ['src/queue.ts', `export const queue = { tokenBucketSize: "1000", keyPrefix: "acme:prod:v2:", secretName: "acme/prod/database-v2", passwordPolicy: "min12-upper1-digit1" };
`],
];
