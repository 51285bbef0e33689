//! The command line as a program: what it prints where, and how it ends.

mod artifacts;
mod baseline;
mod check;
mod contract;
mod fix;
mod formats;
mod gitleaks;
mod readme;
mod staged;
mod timeline;

use std::path::Path;
use std::process::{Command, Output, Stdio};

/// `staunch ARGS` in `folder`, with an environment that changes nothing.
fn staunch(folder: &Path, args: &[&str]) -> Output {
    command(folder, args).output().unwrap()
}

fn command(folder: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_staunch"));
    command.args(args).current_dir(folder).stdin(Stdio::null());
    for name in ["NO_COLOR", "TERM", "STAUNCH_LOG", "CLICOLOR_FORCE"] {
        command.env_remove(name);
    }
    command
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

fn json(folder: &Path, args: &[&str]) -> serde_json::Value {
    let output = staunch(folder, &[&["check", "--format", "json"], args].concat());
    assert_ne!(output.status.code(), Some(2), "{}", stderr(&output));
    serde_json::from_slice(&output.stdout).unwrap()
}

/// Writes `//- path` separated files into a new folder. `{TOKEN}` becomes 32 hex digits: no live-shaped value stands in
/// this repository.
fn app(files: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for part in files.split("//- ").skip(1) {
        let (name, text) = part.split_once('\n').unwrap();
        let path = folder.path().join(name.trim());
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text.replace("{TOKEN}", TOKEN).replace("{SID}", &format!("AC{TOKEN}"))).unwrap();
    }
    folder
}

const TOKEN: &str = "8f3b1c9de2a74056b7d8e9fa01c2d3e4";

/// The seed's leak in its smallest form, two imports below a page.
const SIGN_UP: &str = r#"
//- package.json
{ "name": "shop", "dependencies": { "next": "16.0.0", "react": "19.0.0", "twilio": "5.0.0" } }
//- tsconfig.json
{ "compilerOptions": { "strict": true, "jsx": "preserve", "paths": { "@/*": ["./*"] } } }
//- .gitignore
.env.local
node_modules
//- app/layout.tsx
export default function Layout({ children }: { children: React.ReactNode }) {
  return <html><body>{children}</body></html>;
}
//- app/page.tsx
import { Verify } from '@/components/verify';

export default function Page() {
  return <Verify />;
}
//- components/verify.tsx
'use client';

import { useState } from 'react';
import { sendCode } from '../lib/sms';

export function Verify() {
  const [phone, setPhone] = useState('');
  return (
    <form onSubmit={() => sendCode(phone)}>
      <input value={phone} onChange={(event) => setPhone(event.target.value)} />
    </form>
  );
}
//- lib/sms.ts
import twilio from 'twilio';

const client = twilio(process.env.NEXT_PUBLIC_TWILIO_ACCOUNT_SID!, process.env.NEXT_PUBLIC_TWILIO_AUTH_TOKEN!);

export async function sendCode(to: string) {
  const message = await client.messages.create({ from: '+15550100', to, body: 'Your code is 1234' });
  return message.sid;
}
//- .env.local
NEXT_PUBLIC_TWILIO_ACCOUNT_SID={SID}
NEXT_PUBLIC_TWILIO_AUTH_TOKEN={TOKEN}
"#;
