//! Files that describe a workspace, each in the forms that it takes in turn.

/// A file and what may stand in it; an empty form is a file that is not there.
pub struct Setting {
    pub path: &'static str,
    pub forms: &'static [&'static str],
}

const TSCONFIG: &[&str] = &[
    r#"{ "compilerOptions": { "paths": { "@/*": ["./*"] } } }"#,
    r#"{ "compilerOptions": { "paths": { "@/*": ["./lib/*", "./*"] } } }"#,
    r#"{ "extends": "./tsconfig.base.json" }"#,
    r#"{ "compilerOptions": { "baseUrl": "." } }"#,
    "{ broken",
    "",
];

const ENV: &[&str] = &[
    "TWILIO_AUTH_TOKEN=0af1\nNEXT_PUBLIC_TWILIO_AUTH_TOKEN=1bf2\n",
    "NEXT_PUBLIC_TWILIO_AUTH_TOKEN=$TWILIO_AUTH_TOKEN\nTWILIO_AUTH_TOKEN=9c8b7a6d5e4f3a2b1c0d9e8f7a6b5c4d\n",
    "NEXT_PUBLIC_TWILIO_AUTH_TOKEN=\nVITE_TWILIO_AUTH_TOKEN=abc\n",
    "PLAIN_NAME=$STRIPE_SECRET_KEY\nSTRIPE_SECRET_KEY=sk\n",
    "",
];

const NEXT_CONFIG: &[&str] = &[
    "export default {};\n",
    "export default { env: { TWILIO_AUTH_TOKEN: process.env.TWILIO_AUTH_TOKEN } };\n",
    "module.exports = { env: { PLAIN_NAME: process.env.STRIPE_SECRET_KEY }, publicRuntimeConfig: { a: process.env.TWILIO_AUTH_TOKEN } };\n",
    "export default { pageExtensions: ['page.tsx', 'tsx'], productionBrowserSourceMaps: true };\n",
    "export default { async headers() { return [{ source: '/', headers: [{ key: 'x', value: process.env.TWILIO_AUTH_TOKEN }] }]; } };\n",
    "export default { webpack(config) { return config; }, transpilePackages: ['@acme/ui'] };\n",
    "",
];

const VITE_CONFIG: &[&str] = &[
    "import { defineConfig } from 'vite';\nexport default defineConfig({});\n",
    "import { defineConfig, loadEnv } from 'vite';\nexport default defineConfig(({ mode }) => { const env = loadEnv(mode, process.cwd(), ''); return { define: { 'process.env': env } }; });\n",
    "export default { define: { 'process.env.TWILIO_AUTH_TOKEN': JSON.stringify(process.env.TWILIO_AUTH_TOKEN) }, resolve: { alias: { '@': '/src' } } };\n",
    "export default { envPrefix: ['VITE_', 'TWILIO_'], resolve: { alias: { '@': new URL('./lib', import.meta.url).pathname } } };\n",
    "export default { envPrefix: 'NEXT_PUBLIC_', root: 'src', envDir: '..' };\n",
    "",
];

const STAUNCH: &[&str] = &[
    "",
    r#"{ "rules": { "secret-in-props": "off", "literal-fallback": "high" } }"#,
    r#"{ "ignore": ["lib/**"] }"#,
    r#"{ "publicPrefixes": ["TWILIO_"] }"#,
    r#"{ "rules": { "no-such-rule": "off" }, "ignore": 3 }"#,
    r#"{ "overrides": [{ "files": ["app/**"], "rules": { "private-env-in-client": "critical" } }] }"#,
    r#"{ "gitleaks": ["lib/rules.toml"] }"#,
];

const RULES: &[&str] = &[
    "",
    "[[rules]]\nid = \"plain\"\nregex = '''(?:token|NAME)\\W+(plain|none|sk)\\b'''\nkeywords = [\"token\", \"name\"]\n",
    "[extend]\npath = \"none.toml\"\n",
    "[[rules]]\nid = \"keyless\"\nregex = '''process\\.env\\.(\\w+)'''\n[[rules.allowlists]]\npaths = ['''^app/''']\n",
    "[[rules]]\nid = 7\n",
];

const GITIGNORE: &[&str] = &["", ".env*\n", "generated\n.env.local\n", "lib/deep\n", "*.local\ncomponents/\n"];

const DATA: &[&str] = &[
    r#"{ "token": "plain", "twilio": { "token": "a" } }"#,
    r#"{ "authToken": "9c8b7a6d5e4f3a2b1c0d9e8f7a6b5c4d", "twilio": { "authToken": "0d9e8f7a6b5c4d9c8b7a6d5e4f3a2b1c" } }"#,
    "",
];

const NOTES: &[&str] = &["nothing", "authToken: 9c8b7a6d5e4f3a2b1c0d9e8f7a6b5c4d\n", ""];

const DOCKERFILE: &[&str] = &[
    "FROM node\nCOPY . .\n",
    "FROM node AS build\nCOPY . .\nFROM node\nARG STRIPE_SECRET_KEY\nENV NEXT_PUBLIC_KEY=$STRIPE_SECRET_KEY\n",
    "",
];

const MIGRATION: &[&str] = &[
    "create table orders (id int);\ncreate policy a on orders for all using (true);\n",
    "alter table orders enable row level security;\ndrop policy a on orders;\n",
    "",
];

const WRAPPER: &[&str] = &[
    "import { createEnv } from '@t3-oss/env-nextjs';\nimport { z } from 'zod';\nexport const env = createEnv({ server: { TWILIO_AUTH_TOKEN: z.string() }, client: {}, runtimeEnv: { TWILIO_AUTH_TOKEN: process.env.TWILIO_AUTH_TOKEN } });\nexport const token = env.TWILIO_AUTH_TOKEN;\nexport const config = { token, twilio: { token: 'none' } };\n",
    "import { z } from 'zod';\nexport const env = z.object({ TWILIO_AUTH_TOKEN: z.string() }).parse(process.env);\nexport const { TWILIO_AUTH_TOKEN: token } = env;\nexport const config = { token: 'none', twilio: { token } };\n",
    "export const token = 'none';\nexport const config = { token, twilio: { token } };\nexport const load = () => config;\n",
    "const env = process.env;\nexport const token = env['TWILIO_AUTH_TOKEN'];\nexport const load = async () => ({ token });\nexport const config = { get token() { return env.STRIPE_SECRET_KEY; } };\n",
    "",
];

const ACME: &[&str] = &[
    r#"{ "name": "@acme/ui", "exports": { ".": "./index.tsx", "./more": "./more.ts" } }"#,
    r#"{ "name": "@acme/ui", "main": "./more.ts", "sideEffects": false }"#,
    r#"{ "name": "@acme/ui", "exports": { ".": { "browser": "./more.ts", "default": "./index.tsx" } } }"#,
    r#"{ "name": "@acme/other" }"#,
    "",
];

pub const NEXT: &[Setting] = &[
    Setting {
        path: "package.json",
        forms: &[
            r#"{ "name": "web", "workspaces": ["packages/*"], "dependencies": { "next": "16.0.0", "react": "19", "@acme/ui": "workspace:*" } }"#,
            r#"{ "name": "web", "workspaces": ["packages/*"], "dependencies": { "next": "^15.1.0" }, "sideEffects": false }"#,
            r#"{ "name": "web", "workspaces": ["packages/*"], "dependencies": { "next": "14.2.0" }, "scripts": { "build": "next build --webpack" } }"#,
            r##"{ "name": "web", "workspaces": ["packages/*"], "dependencies": { "next": "16", "vite": "7" }, "imports": { "#lib/*": "./lib/*" } }"##,
            r#"{ "name": "web", "workspaces": ["packages/*"] }"#,
            "{ broken",
        ],
    },
    Setting { path: "tsconfig.json", forms: TSCONFIG },
    Setting {
        path: "tsconfig.base.json",
        forms: &[r#"{ "compilerOptions": { "paths": { "@/*": ["./*"] } } }"#, "{}", ""],
    },
    Setting { path: "next.config.mjs", forms: NEXT_CONFIG },
    Setting { path: ".env", forms: ENV },
    Setting { path: ".env.local", forms: ENV },
    Setting { path: ".env.example", forms: ENV },
    Setting { path: "staunch.json", forms: STAUNCH },
    Setting { path: "lib/rules.toml", forms: RULES },
    Setting { path: ".gitignore", forms: GITIGNORE },
    Setting { path: "packages/ui/package.json", forms: ACME },
];

pub const VITE: &[Setting] = &[
    Setting {
        path: "package.json",
        forms: &[
            r#"{ "name": "web", "workspaces": ["packages/*"], "devDependencies": { "vite": "7.0.0", "@acme/ui": "workspace:*" } }"#,
            r#"{ "name": "web", "workspaces": ["packages/*"], "devDependencies": { "vite": "5.0.0" }, "sideEffects": ["lib/token.ts"] }"#,
            r#"{ "name": "web", "workspaces": ["packages/*"], "devDependencies": { "next": "15.0.0" } }"#,
        ],
    },
    Setting { path: "tsconfig.json", forms: TSCONFIG },
    Setting {
        path: "tsconfig.base.json",
        forms: &[r#"{ "compilerOptions": { "paths": { "@/*": ["./src/*"] } } }"#, ""],
    },
    Setting { path: "vite.config.ts", forms: VITE_CONFIG },
    Setting {
        path: "index.html",
        forms: &[
            "<div id=\"root\"></div>\n<script type=\"module\" src=\"/src/main.tsx\"></script>\n",
            "<script type=\"module\">import { token } from '/lib/token.ts'; console.log(token)</script>\n",
            "<script type=\"module\" src=\"./components/panel.tsx\"></script>\n<script>const authToken = '9c8b7a6d5e4f3a2b1c0d9e8f7a6b5c4d'</script>\n",
            "",
        ],
    },
    Setting { path: ".env", forms: ENV },
    Setting { path: ".env.production", forms: ENV },
    Setting { path: "staunch.json", forms: STAUNCH },
    Setting { path: "lib/rules.toml", forms: RULES },
    Setting { path: ".gitignore", forms: GITIGNORE },
    Setting { path: "packages/ui/package.json", forms: ACME },
];

/// Files that code imports, but that are no modules in knobs.
pub const SHARED: &[Setting] = &[
    Setting { path: "lib/env.ts", forms: WRAPPER },
    Setting { path: "lib/data.json", forms: DATA },
    Setting { path: "public/config.json", forms: DATA },
    Setting { path: "generated/keys.ts", forms: WRAPPER },
    Setting { path: "packages/ui/dist/keys.ts", forms: WRAPPER },
    Setting { path: "packages/ui/dist/.env", forms: ENV },
    Setting { path: "packages/ui/static/notes", forms: NOTES },
    Setting { path: "Dockerfile", forms: DOCKERFILE },
    Setting { path: ".dockerignore", forms: &["", ".env*\n", "*\n!.env.local\n"] },
    Setting { path: "config/services.yaml", forms: NOTES },
    Setting { path: "supabase/migrations/1.sql", forms: MIGRATION },
    Setting { path: "supabase/migrations/2.sql", forms: MIGRATION },
    Setting {
        path: "lib/supabase.ts",
        forms: &["import '@supabase/ssr';\nexport const token = '';\n", WRAPPER[2], ""],
    },
    Setting { path: "lib/.gitignore", forms: &["", "data.json\n", "deep\n.env\n"] },
];
