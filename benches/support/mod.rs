//! A generated Next app: the size of a real monorepo, with the shapes that cost time.

use std::fmt::Write;
use std::path::Path;

/// What stands in one file of every hundred.
const LEAK: &str = "const token = process.env.NEXT_PUBLIC_TWILIO_AUTH_TOKEN;\n";

/// Writes an app of about `files` modules into an empty folder: pages, client components, helpers that import each
/// other, server code that reads its own variables. About 3.5 kB a file, as in a 4,200-file monorepo of 15 MB.
pub fn write_app(root: &Path, files: usize) -> std::io::Result<()> {
    let put = |name: &str, text: &str| {
        let path = root.join(name);
        std::fs::create_dir_all(path.parent().unwrap_or(root))?;
        std::fs::write(path, text)
    };
    put("package.json", "{ \"name\": \"big\", \"dependencies\": { \"next\": \"16.0.0\", \"react\": \"19.0.0\" } }\n")?;
    put("tsconfig.json", "{ \"compilerOptions\": { \"strict\": true, \"paths\": { \"@/*\": [\"./*\"] } } }\n")?;
    put(".gitignore", "node_modules\n.env.local\n")?;
    put(".env.local", "NEXT_PUBLIC_API_URL=https://example.com\n")?;
    put(
        "app/layout.tsx",
        "export default function Layout({ children }) { return <html><body>{children}</body></html>; }\n",
    )?;
    for number in 0..files {
        let folder = number / 40;
        match number % 10 {
            0 => put(&format!("app/section{folder}/page{number}/page.tsx"), &page(number, folder))?,
            1..=3 => put(&format!("components/c{folder}/widget{number}.tsx"), &component(number, folder, files))?,
            4 => put(&format!("lib/server/s{folder}/service{number}.ts"), &service(number))?,
            _ => put(&format!("lib/l{folder}/helper{number}.ts"), &helper(number, folder))?,
        }
    }
    Ok(())
}

fn page(number: usize, folder: usize) -> String {
    let widget = number + 1;
    let service = number + 4;
    format!(
        "import {{ Widget{widget} }} from '@/components/c{folder}/widget{widget}';\n\
         import {{ load{service} }} from '@/lib/server/s{folder}/service{service}';\n\n\
         export default async function Page() {{\n  const rows = await load{service}();\n  \
         return <main><Widget{widget} count={{rows.length}} />{}</main>;\n}}\n",
        "<p className=\"mt-4 text-sm text-muted\">Some words that a page is made of.</p>".repeat(30)
    )
}

fn component(number: usize, folder: usize, files: usize) -> String {
    let helper = (number / 10) * 10 + 5;
    let other = (number + 10) % files / 10 * 10 + 1;
    let mut text = format!(
        "'use client';\n\nimport {{ useState }} from 'react';\nimport {{ format{helper} }} from '@/lib/l{folder}/helper{helper}';\n"
    );
    if number % 10 == 1 && other / 40 == folder && other != number {
        let _ = writeln!(text, "import {{ Widget{other} }} from './widget{other}';");
    }
    if number % 100 == 2 {
        text.push_str(LEAK);
    }
    let _ = writeln!(text, "\nexport function Widget{number}({{ count }}: {{ count: number }}) {{");
    text.push_str("  const [open, setOpen] = useState(false);\n  return (\n    <section>\n");
    for row in 0..25 {
        let _ = writeln!(
            text,
            "      <button className=\"rounded px-2 py-{row}\" onClick={{() => setOpen(!open)}}>{{format{helper}(count + {row})}}</button>"
        );
    }
    text.push_str("    </section>\n  );\n}\n");
    text
}

fn service(number: usize) -> String {
    let mut text = format!(
        "import 'server-only';\n\nconst url = process.env.DATABASE_URL!;\n\nexport async function load{number}() {{\n  \
         const response = await fetch(url, {{ headers: {{ authorization: `Bearer ${{process.env.API_SECRET}}` }} }});\n  \
         return (await response.json()) as {{ id: string }}[];\n}}\n"
    );
    for row in 0..30 {
        let _ = writeln!(
            text,
            "\nexport async function query{number}x{row}(id: string) {{\n  return load{number}().then((rows) => rows.find((row) => row.id === id));\n}}"
        );
    }
    text
}

fn helper(number: usize, folder: usize) -> String {
    let mut text = String::new();
    if number % 10 > 5 {
        let before = number - 1;
        let _ = writeln!(text, "import {{ format{before} }} from './helper{before}';\n");
        let _ = writeln!(
            text,
            "export const label{number} = (value: number) => `${{format{before}(value)}} of {folder}`;\n"
        );
    }
    let _ = writeln!(
        text,
        "export function format{number}(value: number): string {{\n  return value.toFixed({});\n}}",
        number % 3
    );
    for row in 0..40 {
        let _ =
            writeln!(text, "\nexport const rule{number}x{row} = {{ id: 'rule-{row}', weight: {row}, enabled: true }};");
    }
    text
}
