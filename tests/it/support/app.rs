//! Small apps on disk.

use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

/// A folder of files that goes with the value.
pub struct App {
    folder: TempDir,
}

impl App {
    pub fn new(files: &[(&str, &str)]) -> Self {
        let app = Self { folder: tempfile::tempdir().unwrap() };
        for (name, text) in files {
            app.write(name, text);
        }
        app
    }

    /// A Next app whose page imports `lib/sms.ts` by way of a client component.
    pub fn leaking() -> Self {
        Self::new(&[
            ("package.json", r#"{ "name": "app", "dependencies": { "next": "16.0.0", "react": "19.0.0" } }"#),
            ("tsconfig.json", r#"{ "compilerOptions": { "strict": true, "jsx": "preserve" } }"#),
            (
                "app/layout.tsx",
                "export default function Layout({ children }) { return <html><body>{children}</body></html> }\n",
            ),
            (
                "app/page.tsx",
                "import { Verify } from '../components/verify'\nexport default function Page() { return <Verify /> }\n",
            ),
            ("components/verify.tsx", VERIFY),
            ("lib/sms.ts", SMS),
        ])
    }

    /// Symlinks resolved: macOS' temporary folder is one.
    pub fn root(&self) -> PathBuf {
        self.folder.path().canonicalize().unwrap()
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.root().join(name)
    }

    pub fn write(&self, name: &str, text: &str) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    pub fn remove(&self, name: &str) {
        let path = self.path(name);
        if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) }.unwrap();
    }

    /// As most editors write it.
    pub fn uri(&self, name: &str) -> String {
        uri(&self.path(name))
    }
}

pub fn uri(path: &Path) -> String {
    let path = path.to_str().unwrap();
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte);
    let escape = |byte: u8| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") };
    format!("file://{}", path.bytes().map(escape).collect::<String>())
}

pub const VERIFY: &str = "'use client'
import { send } from '../lib/sms'
export function Verify() {
  return <button onClick={() => send('+15550100')}>Send</button>
}
";

/// The leak is the read in the third line, behind a character that every encoding counts differently.
pub const SMS: &str = "export async function send(to: string) {
  const body = new URLSearchParams({ To: to })
  const token = /* 🔐 */ process.env.NEXT_PUBLIC_TWILIO_AUTH_TOKEN
  const auth = btoa(`${process.env.NEXT_PUBLIC_TWILIO_ACCOUNT_SID}:${token}`)
  await fetch('https://api.twilio.com/2010-04-01/Accounts/x/Messages.json', {
    method: 'POST', body, headers: { Authorization: `Basic ${auth}` },
  })
}
";

/// The variable of [`SMS`], as read there.
pub const LEAK: &str = "process.env.NEXT_PUBLIC_TWILIO_AUTH_TOKEN";
