#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::sync::Arc;

use super::fixture::Fixture;
use super::{FileChange, Layer, ProblemKind, Project, Resolution};

fn names(project: &Project) -> Vec<String> {
    let mut names: Vec<_> = project.sources.iter().map(|file| project.relative(file.id)).collect();
    names.sort();
    names
}

/// Where a specifier leads: a path, `package x`, `builtin x`, `asset`, `missing`.
fn resolve(project: &Project, fixture: &Fixture, from: &str, specifier: &str, layer: Layer) -> String {
    match project.resolve(fixture.id(from), specifier, layer) {
        Resolution::File(id) => project.relative(id),
        Resolution::Package(name) => format!("package {name}"),
        Resolution::Builtin(name) => format!("builtin {name}"),
        Resolution::Asset => "asset".to_owned(),
        Resolution::Missing => "missing".to_owned(),
    }
}

#[test]
fn discovery_leaves_out_what_is_no_source_and_keeps_env_files() {
    let fixture = Fixture::new(
        "//- .gitignore\n*.local\n/generated\n!keep.local\n//- package.json\n{}\n//- a.ts\n//- .env.local\nA=1\n//- keep.local.ts\n\
         //- generated/x.ts\n//- node_modules/p/index.js\n//- .next/y.js\n//- dist/z.js\n//- dist/.env\nB=1\n//- src/dist/z.ts\n\
         //- src/.gitignore\nsecret.ts\n//- src/secret.ts\n//- types.d.ts\n//- public/robots.txt\n",
    );
    assert_eq!(
        names(&fixture.project),
        [".env.local", "a.ts", "dist/.env", "keep.local.ts", "package.json", "public/robots.txt", "src/dist/z.ts"]
    );
    assert!(fixture.project.git.ignored(&fixture.path(".env.local")));
    assert!(fixture.project.git.ignored(&fixture.path("generated/x.ts")));
    assert!(!fixture.project.git.ignored(&fixture.path("a.ts")));
    assert_eq!(fixture.project.git.tracked(&fixture.path("a.ts")), None);
}

#[test]
fn events_about_a_build_concern_nobody() {
    let fixture = Fixture::new(
        "//- package.json\n{}\n//- .gitignore\n/generated\n//- a/b.ts\n//- generated/x.ts\n//- .next/server/y.js\n//- node_modules/p/i.js\n",
    );
    let concerns = |path: &str| fixture.project.concerns(&fixture.path(path));
    for path in ["a/b.ts", "a", "a/new.ts", ".gitignore", ".env.local", "package.json", ".", ".git/index"] {
        assert!(concerns(path), "{path}");
    }
    for path in
        [".next/server/y.js", ".next", ".git/objects/ab", "node_modules/p/i.js", "generated", "a/gone", "photo.raw"]
    {
        assert!(!concerns(path), "{path}");
    }
}

#[cfg(unix)]
#[test]
fn pipes_are_not_opened_and_links_to_folders_not_followed() {
    let fixture = Fixture::new("//- package.json\n{}\n//- real/a.ts\n//- shared.env\nA=1\n");
    std::os::unix::fs::symlink(fixture.path("real"), fixture.path("link")).unwrap();
    std::os::unix::fs::symlink(fixture.path("."), fixture.path("real/loop")).unwrap();
    std::os::unix::fs::symlink(fixture.path("shared.env"), fixture.path(".env")).unwrap();
    let made = std::process::Command::new("mkfifo").arg(fixture.path(".env.local")).status().unwrap();
    assert!(made.success());
    let project = Project::open(std::slice::from_ref(&fixture.root), &super::Options::default()).unwrap();
    assert_eq!(names(&project), [".env", "package.json", "real/a.ts", "shared.env"]);
    let mut project = project;
    project.apply(&[FileChange::Disk { path: fixture.path(".env.local") }]);
    assert_eq!(project.env_files.len(), 2);
}

#[test]
fn relative_specifiers_and_folders() {
    let f = Fixture::new(
        "//- package.json\n{}\n//- src/a.ts\n//- src/b.tsx\n//- src/c/index.ts\n//- src/d.js\n//- src/e.vue\n\
         //- src/m/package.json\n{ \"main\": \"./lib/x.js\" }\n//- src/m/lib/x.js\n//- src/c.ts\n",
    );
    for (specifier, to) in [
        ("./b", "src/b.tsx"),
        ("./b.js", "src/b.tsx"),
        ("./c", "src/c.ts"),
        ("./c/", "src/c/index.ts"),
        ("../src/d.js?raw", "src/d.js"),
        ("./m", "src/m/lib/x.js"),
        (".", "missing"),
        ("./logo.svg", "asset"),
        ("./nothing", "missing"),
        ("react/jsx-runtime", "package react"),
        ("@scope/name/sub", "package @scope/name"),
        ("node:fs/promises", "builtin fs/promises"),
        ("fs/promises", "builtin fs/promises"),
        ("@/nothing", "missing"),
        ("https://esm.sh/x", "missing"),
    ] {
        assert_eq!(resolve(&f.project, &f, "src/a.ts", specifier, Layer::Client), to, "{specifier}");
    }
}

#[test]
fn aliases_of_configurations() {
    let f = Fixture::new(
        "//- package.json\n{}\n//- tsconfig.json\n{ // base\n \"extends\": \"./config/base.json\", \"references\": [{ \"path\": \"./tsconfig.app.json\" }], }\n\
         //- config/base.json\n{ \"compilerOptions\": { \"paths\": { \"@/*\": [\"../src/*\"], \"exact\": [\"../src/one\", \"../src/two\"] } } }\n\
         //- tsconfig.app.json\n{ \"compilerOptions\": { \"paths\": { \"~/*\": [\"./src/*\"] } } }\n\
         //- src/a.ts\n//- src/two.ts\n//- src/deep/x.tsx\n\
         //- js/jsconfig.json\n{ \"compilerOptions\": { \"baseUrl\": \".\" } }\n//- js/a.js\n//- js/lib/y.js\n",
    );
    let resolve = |from, specifier| resolve(&f.project, &f, from, specifier, Layer::Client);
    assert_eq!(resolve("src/a.ts", "@/deep/x"), "src/deep/x.tsx");
    assert_eq!(resolve("src/a.ts", "exact"), "src/two.ts");
    assert_eq!(resolve("src/a.ts", "~/two"), "src/two.ts");
    assert_eq!(resolve("js/a.js", "lib/y"), "js/lib/y.js");
    assert_eq!(resolve("js/a.js", "react"), "package react");
}

const WORKSPACE: &str = "//- package.json\n{ \"workspaces\": [\"apps/*\", \"packages/*\"] }\n\
     //- apps/web/package.json\n{ \"name\": \"web\", \"dependencies\": { \"@acme/ui\": \"*\", \"@acme/raw\": \"workspace:*\" } }\n//- apps/web/a.ts\n\
     import '@acme/ui'; import '@acme/ui/button'; import '@acme/raw'; import '#env';\n\
     //- packages/ui/package.json\n{ \"name\": \"@acme/ui\", \"exports\": { \".\": { \"react-server\": \"./server.ts\", \"browser\": \"./client.ts\", \"default\": \"./client.ts\" }, \"./*\": \"./src/*.tsx\" } }\n\
     //- packages/ui/server.ts\n//- packages/ui/client.ts\nimport './helper'\n//- packages/ui/src/button.tsx\n//- packages/ui/helper.ts\n\
     //- packages/raw/package.json\n{ \"name\": \"@acme/raw\", \"main\": \"./dist/index.js\" }\n//- packages/raw/src/index.ts\n";

#[test]
fn workspace_packages_without_an_install() {
    let f = Fixture::new(WORKSPACE);
    let resolve = |specifier, layer| resolve(&f.project, &f, "apps/web/a.ts", specifier, layer);
    assert_eq!(resolve("@acme/ui", Layer::Client), "packages/ui/client.ts");
    assert_eq!(resolve("@acme/ui", Layer::Server), "packages/ui/server.ts");
    assert_eq!(resolve("@acme/ui/button", Layer::Client), "packages/ui/src/button.tsx");
    assert_eq!(resolve("@acme/raw", Layer::Client), "packages/raw/src/index.ts");
    assert_eq!(resolve("#env", Layer::Client), "missing");
}

const BUILT: &str = "//- package.json\n{ \"workspaces\": [\"apps/*\", \"packages/*\"] }\n//- .gitignore\ndist\nlib\n\
     //- apps/web/package.json\n{ \"name\": \"web\", \"dependencies\": { \"@acme/ui\": \"*\" } }\n\
     //- apps/web/tsconfig.json\n{ \"extends\": \"@acme/tsconfig/next.json\", \"compilerOptions\": { \"paths\": { \"@/*\": [\"./*\"] } } }\n\
     //- packages/tsconfig/package.json\n{ \"name\": \"@acme/tsconfig\" }\n\
     //- packages/tsconfig/next.json\n{ \"extends\": \"@nowhere/base\", \"compilerOptions\": { \"baseUrl\": \"../../shared\" } }\n\
     //- shared/dates.ts\n//- apps/web/b.ts\n//- apps/web/a.ts\n\
     import '@acme/ui'; import '@acme/ui/icons'; import '@acme/ui/deep/x'; import '@acme/ui/styles.css'; import '@acme/main'; import '@acme/own'; import '@/b'; import 'dates';\n\
     //- packages/ui/package.json\n{ \"name\": \"@acme/ui\", \"exports\": { \".\": { \"types\": \"./dist/index.d.ts\", \"import\": \"./dist/index.mjs\" }, \
     \"./icons\": \"./dist/icons/index.js\", \"./deep/*\": \"./dist/esm/deep/*.js\", \"./styles.css\": \"./dist/styles.css\" } }\n\
     //- packages/ui/src/index.tsx\n//- packages/ui/src/icons/index.ts\n//- packages/ui/src/deep/x.ts\n//- packages/ui/src/styles.ts\n\
     //- packages/main/package.json\n{ \"name\": \"@acme/main\", \"main\": \"lib/entry.js\" }\n//- packages/main/src/entry.ts\n//- packages/main/src/index.ts\n\
     //- packages/own/package.json\n{ \"name\": \"@acme/own\", \"main\": \"lib/own.js\" }\n//- packages/own/index.ts\n\
     //- templates/ui/package.json\n{ \"name\": \"@acme/ui\" }\n//- templates/ui/index.ts\n";

/// What people write, not what a build made of it, before a build and after it.
#[test]
fn entries_that_a_build_writes_lead_to_their_source() {
    let f = Fixture::new(BUILT);
    let expected = [
        ("@acme/ui", "packages/ui/src/index.tsx"),
        ("@acme/ui/icons", "packages/ui/src/icons/index.ts"),
        ("@acme/ui/deep/x", "packages/ui/src/deep/x.ts"),
        ("@acme/ui/styles.css", "asset"),
        ("@acme/main", "packages/main/src/entry.ts"),
        ("@/b", "apps/web/b.ts"),
        ("dates", "shared/dates.ts"),
    ];
    let all = |project: &Project| {
        for (specifier, to) in expected {
            assert_eq!(resolve(project, &f, "apps/web/a.ts", specifier, Layer::Client), to, "{specifier}");
        }
    };
    all(&f.project);
    for built in ["ui/dist/index.mjs", "ui/dist/icons/index.js", "ui/dist/esm/deep/x.js", "main/lib/entry.js"] {
        f.write(&format!("packages/{built}"), "export {}");
    }
    let mut project = Project::open(std::slice::from_ref(&f.root), &super::Options::default()).unwrap();
    all(&project);
    // Resolving anew, when what was built is known already, changes nothing.
    project.apply(&[FileChange::Disk { path: f.path("package.json") }]);
    all(&project);
}

#[test]
fn a_folder_that_git_ignores_may_hold_the_only_source() {
    let f = Fixture::new(BUILT);
    f.write("packages/own/lib/own.js", "export {}");
    std::fs::remove_file(f.path("packages/own/index.ts")).unwrap();
    let project = Project::open(std::slice::from_ref(&f.root), &super::Options::default()).unwrap();
    assert_eq!(resolve(&project, &f, "apps/web/a.ts", "@acme/own", Layer::Client), "packages/own/lib/own.js");
}

#[test]
fn sources_beside_the_root_are_found_behind_what_is_built() {
    let f = Fixture::new(&format!("//- root apps/web\n{BUILT}"));
    assert_eq!(resolve(&f.project, &f, "apps/web/a.ts", "@acme/ui", Layer::Client), "../../packages/ui/src/index.tsx");
    assert_eq!(
        resolve(&f.project, &f, "apps/web/a.ts", "@acme/main", Layer::Client),
        "../../packages/main/src/entry.ts"
    );
}

#[test]
fn files_beside_the_root_are_loaded_when_an_import_leads_there() {
    let f = Fixture::new(&format!("//- root apps/web\n{WORKSPACE}"));
    assert_eq!(f.project.root, f.path("apps/web"));
    assert_eq!(resolve(&f.project, &f, "apps/web/a.ts", "@acme/ui", Layer::Client), "../../packages/ui/client.ts");
    assert_eq!(
        resolve(&f.project, &f, "packages/ui/client.ts", "./helper", Layer::Client),
        "../../packages/ui/helper.ts"
    );
}

#[cfg(unix)]
#[test]
fn links_of_an_install_lead_to_the_source() {
    let f = Fixture::new(WORKSPACE);
    std::fs::create_dir_all(f.path("node_modules/@acme")).unwrap();
    std::os::unix::fs::symlink(f.path("packages/ui"), f.path("node_modules/@acme/ui")).unwrap();
    let project = Project::open(std::slice::from_ref(&f.root), &super::Options::default()).unwrap();
    assert_eq!(resolve(&project, &f, "apps/web/a.ts", "@acme/ui", Layer::Server), "packages/ui/server.ts");
}

#[test]
fn package_imports_and_browser_fields() {
    let f = Fixture::new(
        "//- package.json\n{ \"imports\": { \"#env\": { \"browser\": \"./env.browser.ts\", \"default\": \"./env.ts\" } }, \"browser\": { \"./a.js\": \"./b.js\" } }\n\
         //- x.ts\n//- env.ts\n//- env.browser.ts\n//- a.js\n//- b.js\n",
    );
    let resolve = |specifier, layer| resolve(&f.project, &f, "x.ts", specifier, layer);
    assert_eq!(resolve("#env", Layer::Client), "env.browser.ts");
    assert_eq!(resolve("#env", Layer::Server), "env.ts");
    assert_eq!(resolve("./a", Layer::Client), "b.js");
    assert_eq!(resolve("./a", Layer::Server), "a.js");
}

#[test]
fn apps_and_what_their_configuration_says() {
    let f = Fixture::new(
        "//- web/package.json\n{ \"dependencies\": { \"next\": \"^15.1.0\" } }\n//- web/src/app/page.tsx\n//- web/tsconfig.json\n{}\n\
         //- web/next.config.mjs\nconst nextConfig = { basePath: '/shop/', output: 'export', env: { KEY: process.env.KEY }, ...{ trailingSlash: true } };\n\
         export default withPlugin({ x: 1 })(nextConfig);\n\
         //- old/package.json\n{ \"devDependencies\": { \"next\": \"14\" } }\n//- old/pages/index.js\n//- old/next.config.js\nmodule.exports = (phase) => { return { pageExtensions: ['page.js'] } }\n\
         //- spa/package.json\n{ \"devDependencies\": { \"vite\": \"^8\" } }\n//- spa/index.html\n//- spa/x.ts\n//- spa/env/.env\nA=1\n//- spa/vite.config.ts\n\
         export default defineConfig(({ mode }) => ({ envPrefix: ['VITE_', 'PUB_'], envDir: './env', define: { __KEY__: '1' }, resolve: { alias: { '@': path.resolve(__dirname, './src') } } }))\n\
         //- spa/src/y.ts\n//- lib/package.json\n{ \"peerDependencies\": { \"next\": \"*\" } }\n//- lib/index.ts\n//- cra/package.json\n{ \"dependencies\": { \"react-scripts\": \"5\" } }\n",
    );
    let app = |name: &str| f.project.apps.iter().find(|app| app.root == f.path(name)).unwrap();
    let web = app("web");
    assert_eq!((web.framework.id, web.version, web.src, web.typescript), ("next-app", Some((15, 1)), true, true));
    assert_eq!(web.app_dir, Some(f.path("web/src/app")));
    assert_eq!((&*web.config.base_path, web.config.output_export, web.config.trailing_slash), ("/shop", true, true));
    assert!(web.is_public_env("KEY") && web.is_public_env("NEXT_PUBLIC_X") && !web.is_public_env("next_public_x"));
    assert_eq!(app("old").framework.id, "next-pages");
    assert_eq!(*app("old").config.page_extensions, ["page.js".into()]);
    let spa = app("spa");
    assert_eq!(spa.framework.id, "vite");
    assert!(spa.is_public_env("PUB_X") && !spa.is_public_env("X"));
    assert_eq!(spa.config.env_dir, f.path("spa/env"));
    assert_eq!(&*spa.config.defines[0].name, "__KEY__");
    assert_eq!(resolve(&f.project, &f, "spa/x.ts", "@/y", Layer::Client), "spa/src/y.ts");
    assert_eq!(resolve(&f.project, &f, "spa/x.ts", "/src/y", Layer::Client), "spa/src/y.ts");
    assert_eq!(app("lib").framework.id, "none");
    assert_eq!(app("cra").framework.id, "create-react-app");
    assert_eq!(f.project.env_files[0].rank, Some(3));
}

#[test]
fn a_configuration_without_an_app_makes_none_and_an_app_needs_no_description() {
    let f = Fixture::new(
        "//- package.json\n{ \"dependencies\": { \"next\": \"15\", \"vite\": \"7\" } }\n\
         //- apps/shop/next.config.js\nmodule.exports = {}\n//- apps/shop/app/page.tsx\n\
         //- apps/admin/vite.config.ts\nexport default {}\n//- apps/admin/index.html\n\
         //- apps/admin/package.json\n{ \"name\": \"admin\", \"dependencies\": { \"api\": \"*\" } }\n\
         //- packages/api/package.json\n{ \"name\": \"api\", \"dependencies\": { \"core\": \"*\" } }\n//- packages/api/a.ts\n\
         //- packages/core/package.json\n{ \"name\": \"core\", \"devDependencies\": { \"vite\": \"7\" } }\n//- packages/core/a.ts\n\
         //- packages/core/vite.config.ts\nexport default defineConfig({ build: { lib: { entry: 'a.ts' } } })\n\
         //- packages/tested/package.json\n{ \"name\": \"tested\" }\n//- packages/tested/vite.config.ts\nexport default { test: {} }\n//- libs/a.ts\n",
    );
    let framework = |path: &str| f.project.app_around(&f.path(path)).unwrap().framework.id;
    assert_eq!(framework("apps/shop/app/page.tsx"), "next-app");
    assert_eq!(f.project.app_around(&f.path("apps/shop/x")).unwrap().version, Some((15, 0)));
    assert_eq!(framework("apps/admin/x.ts"), "vite");
    assert_eq!(framework("packages/core/a.ts"), "none");
    assert_eq!(framework("packages/tested/a.ts"), "none");
    let builders = |path: &str| -> Vec<&str> { f.project.builders(f.id(path)).map(|app| &*app.name).collect() };
    assert_eq!(builders("apps/shop/app/page.tsx"), ["shop"]);
    assert_eq!(builders("packages/core/a.ts"), ["admin"]);
    assert_eq!(builders("libs/a.ts"), ["admin", "shop"]);
}

#[test]
fn the_stronger_env_file_counts() {
    let env = "//- .env\nA=weak\nB=1\n//- .env.production\nA=mode\n//- .env.local\nA=local\n//- .env.development.local\nA=dev\n//- .env.example\nA=x\n";
    for (package, expected) in [("next", ".env.local"), ("vite", ".env.production")] {
        let f = Fixture::new(&format!(
            "//- package.json\n{{ \"dependencies\": {{ \"{package}\": \"*\" }} }}\n//- index.html\n//- app/page.js\n{env}"
        ));
        let app = &f.project.apps[0];
        let (file, entry) = f.project.env_value(app, "A").unwrap();
        assert_eq!(&*file.name, expected);
        let text = f.project.file(file.file).unwrap().text();
        assert!(["local", "mode"].contains(&entry.value.of(&text)));
        assert!(f.project.env_value(app, "C").is_none());
        assert_eq!(f.project.env_files.iter().filter(|file| file.example).count(), 1);
    }
}

#[test]
fn broken_descriptions_are_named_and_healing_heals() {
    let f = Fixture::new(
        "//- package.json\n{ \"name\": \n//- tsconfig.json\n{ \"compilerOptions\": { \"paths\": { \"@/*\": [\"./*\"] } \n//- staunch.json\n{ \"rulez\": 1 }\n\
         //- a.ts\nimport '@/b'\n//- b.ts\n",
    );
    let mut project = f.project.clone();
    let places = |project: &Project| -> Vec<String> {
        project.problems.iter().map(|p| format!("{}: {}", project.relative(p.file), p.message)).collect()
    };
    assert_eq!(
        places(&project),
        [
            "package.json: the file ends too early",
            "staunch.json: unknown key `rulez`; known are rules, ignore, publicPrefixes, providers, gitleaks, overrides",
            "tsconfig.json: the file ends too early"
        ]
    );
    assert_eq!(resolve(&project, &f, "a.ts", "@/b", Layer::Client), "missing");
    let buffer = |path: &str, text: &str| FileChange::Buffer { path: f.path(path), text: Arc::from(text), facts: None };
    project.apply(&[buffer("package.json", "{}"), buffer("staunch.json", "{}")]);
    project.apply(&[buffer("tsconfig.json", "{ \"compilerOptions\": { \"paths\": { \"@/*\": [\"./*\"] } } }")]);
    assert_eq!(places(&project), Vec::<String>::new());
    assert_eq!(resolve(&project, &f, "a.ts", "@/b", Layer::Client), "b.ts");
}

#[test]
fn files_that_cannot_be_analysed_are_noted() {
    let f = Fixture::new("//- package.json\n{}\n//- a.ts\n");
    std::fs::write(f.path("bad.ts"), b"const a = '\xff'").unwrap();
    std::fs::write(f.path("big.js"), vec![b'a'; 5 << 20]).unwrap();
    let project = Project::open(std::slice::from_ref(&f.root), &super::Options::default()).unwrap();
    let notes: Vec<_> = project.problems.iter().map(|p| (project.relative(p.file), p.kind)).collect();
    assert_eq!(notes, [("bad.ts".to_owned(), ProblemKind::Skipped), ("big.js".to_owned(), ProblemKind::Skipped)]);
    assert_eq!(&*project.by_path(&f.path("big.js")).unwrap().text(), "");
}

#[test]
fn buffers_win_over_the_disk_until_they_are_closed() {
    let f = Fixture::new("//- package.json\n{}\n//- a.ts\nimport './new'\n");
    let mut project = f.project.clone();
    assert_eq!(resolve(&project, &f, "a.ts", "./new", Layer::Client), "missing");
    let changed =
        project.apply(&[FileChange::Buffer { path: f.path("new.ts"), text: Arc::from("let a"), facts: None }]);
    assert_eq!(changed.len(), 1);
    assert_eq!(resolve(&project, &f, "a.ts", "./new", Layer::Client), "new.ts");
    f.write("new.ts", "on disk");
    project.apply(&[FileChange::Disk { path: f.path("new.ts") }]);
    let text = |project: &Project| project.by_path(&f.path("new.ts")).map(|file| file.text().to_string());
    assert_eq!(text(&project).as_deref(), Some("let a"));
    project.apply(&[FileChange::Closed { path: f.path("new.ts") }]);
    assert_eq!(text(&project).as_deref(), Some("on disk"));
    std::fs::remove_file(f.path("new.ts")).unwrap();
    project.apply(&[FileChange::Disk { path: f.path("new.ts") }]);
    assert_eq!(text(&project), None);
    assert_eq!(resolve(&project, &f, "a.ts", "./new", Layer::Client), "missing");
    assert_eq!(resolve(&f.project, &f, "a.ts", "./new", Layer::Client), "missing");
}

#[test]
fn what_went_while_it_was_open_is_gone_when_it_is_closed() {
    let f = Fixture::new("//- package.json\n{}\n//- a.ts\nimport './lib/x'\n//- lib/x.ts\n");
    let mut project = f.project.clone();
    project.apply(&[FileChange::Buffer { path: f.path("lib/x.ts"), text: Arc::from("let a"), facts: None }]);
    std::fs::remove_dir_all(f.path("lib")).unwrap();
    project.apply(&[FileChange::Disk { path: f.path("lib") }]);
    assert_eq!(resolve(&project, &f, "a.ts", "./lib/x", Layer::Client), "lib/x.ts");
    project.apply(&[FileChange::Closed { path: f.path("lib/x.ts") }]);
    assert_eq!(names(&project), ["a.ts", "package.json"]);
}

#[test]
fn folders_come_and_go_by_one_event() {
    let f = Fixture::new("//- package.json\n{}\n//- a.ts\n//- lib/x.ts\n//- lib/y/z.ts\n");
    let mut project = f.project.clone();
    std::fs::rename(f.path("lib"), f.path("moved")).unwrap();
    project.apply(&[FileChange::Disk { path: f.path("lib") }, FileChange::Disk { path: f.path("moved") }]);
    assert_eq!(names(&project), ["a.ts", "moved/x.ts", "moved/y/z.ts", "package.json"]);
    f.write(".gitignore", "moved\n");
    project.apply(&[FileChange::Disk { path: f.path(".gitignore") }]);
    assert_eq!(names(&project), ["a.ts", "package.json"]);
}

#[test]
fn a_folder_that_went_and_came_again_at_once_is_read_anew() {
    let f = Fixture::new("//- package.json\n{}\n//- lib/a.ts\nimport './b'\n//- lib/b.ts\n");
    let mut project = f.project.clone();
    std::fs::remove_dir_all(f.path("lib")).unwrap();
    f.write("lib/a.ts", "import './c' // longer\n");
    let changed = project.apply(&[FileChange::Disk { path: f.path("lib") }]);
    assert_eq!(changed.len(), 2);
    assert_eq!(&*project.by_path(&f.path("lib/a.ts")).unwrap().text(), "import './c' // longer\n");
}

#[test]
fn imported_files_count_although_git_ignores_them() {
    let f = Fixture::new(
        "//- .gitignore\ngen\n//- package.json\n{}\n//- a.ts\nimport './gen/x'\n//- gen/x.ts\n//- gen/y.ts\n",
    );
    assert_eq!(names(&f.project), ["a.ts", "gen/x.ts", "package.json"]);
}

#[test]
fn ignored_files_go_with_the_last_that_holds_them() {
    let f = Fixture::new(
        "//- .gitignore\ngen\n//- package.json\n{}\n//- a.ts\nimport './gen/x'\n//- gen/x.ts\nimport './y'\n//- gen/y.ts\n//- gen/z.ts\n",
    );
    let mut project = f.project.clone();
    assert_eq!(names(&project), ["a.ts", "gen/x.ts", "gen/y.ts", "package.json"]);
    f.write("a.ts", "import './gen/y'\n");
    let changed = project.apply(&[FileChange::Disk { path: f.path("a.ts") }]);
    assert_eq!(names(&project), ["a.ts", "gen/y.ts", "package.json"]);
    assert_eq!(changed.len(), 2);
    project.apply(&[FileChange::Buffer { path: f.path("gen/z.ts"), text: "1".into(), facts: None }]);
    assert_eq!(names(&project), ["a.ts", "gen/y.ts", "gen/z.ts", "package.json"]);
    project.apply(&[FileChange::Closed { path: f.path("gen/z.ts") }]);
    assert_eq!(names(&project), ["a.ts", "gen/y.ts", "package.json"]);
}

#[test]
fn what_comes_to_be_ignored_while_it_is_open_is_gone_when_it_is_closed() {
    let f = Fixture::new("//- .gitignore\n//- package.json\n{}\n//- a.ts\n");
    let mut project = f.project.clone();
    project.apply(&[FileChange::Buffer { path: f.path("a.ts"), text: "1".into(), facts: None }]);
    f.write(".gitignore", "a.ts\n");
    project.apply(&[FileChange::Disk { path: f.path(".gitignore") }]);
    assert_eq!(names(&project), ["a.ts", "package.json"]);
    project.apply(&[FileChange::Closed { path: f.path("a.ts") }]);
    assert_eq!(names(&project), ["package.json"]);
}

#[test]
fn a_file_describes_the_app_though_an_import_led_there_before_its_event_came() {
    let f = Fixture::new("//- package.json\n{ \"dependencies\": { \"next\": \"15\" } }\n//- a.ts\n");
    let mut project = f.project.clone();
    f.write("pages/p.tsx", "");
    f.write("a.ts", "import './pages/p'\n");
    project.apply(&[FileChange::Disk { path: f.path("a.ts") }]);
    project.apply(&[FileChange::Disk { path: f.path("pages/p.tsx") }]);
    assert_eq!(project.apps[0].pages_dir.as_deref(), Some(&*f.path("pages")));
}

#[test]
fn what_a_folder_left_out_counts_when_the_folder_has_gone_and_come_again() {
    let f = Fixture::new("//- package.json\n{}\n//- lib/.gitignore\na.ts\n//- lib/a.ts\n//- lib/b.ts\n");
    let mut project = f.project.clone();
    std::fs::remove_dir_all(f.path("lib")).unwrap();
    project.apply(&[FileChange::Disk { path: f.path("lib") }]);
    f.write("lib/a.ts", "1");
    project.apply(&[FileChange::Disk { path: f.path("lib/a.ts") }]);
    assert_eq!(names(&project), ["lib/a.ts", "package.json"]);
}

#[test]
fn a_new_description_says_what_its_folders_are() {
    let f = Fixture::new("//- a.ts\n//- lib/dist/x.ts\n//- lib/public/notes\n");
    let mut project = f.project.clone();
    assert_eq!(names(&project), ["a.ts", "lib/dist/x.ts"]);
    f.write("lib/package.json", "{}");
    project.apply(&[FileChange::Disk { path: f.path("lib/package.json") }]);
    assert_eq!(names(&project), ["a.ts", "lib/package.json", "lib/public/notes"]);
    f.write("lib/public/more", "");
    project.apply(&[FileChange::Disk { path: f.path("lib/public/more") }]);
    std::fs::remove_file(f.path("lib/package.json")).unwrap();
    project.apply(&[FileChange::Disk { path: f.path("lib/package.json") }]);
    assert_eq!(names(&project), ["a.ts", "lib/dist/x.ts"]);
}

#[test]
fn git_says_what_it_tracks() {
    let f = Fixture::new("//- package.json\n{}\n//- .env\nA=1\n//- .env.local\nB=1\n//- .gitignore\n.env.local\n");
    let git = |arguments: &[&str]| {
        let status = std::process::Command::new("git")
            .args(["-c", "user.name=t", "-c", "user.email=t@t", "-c", "init.defaultBranch=main"])
            .args(arguments)
            .current_dir(&f.root)
            .output();
        assert!(status.unwrap().status.success());
    };
    git(&["init", "-q"]);
    git(&["add", "."]);
    git(&["commit", "-qm", "x"]);
    f.write(".env", "A=2\n");
    let project = Project::open(std::slice::from_ref(&f.root), &super::Options::default()).unwrap();
    assert_eq!(project.git.tracked(&f.path(".env")), Some(true));
    assert_eq!(project.git.tracked(&f.path(".env.local")), Some(false));
    assert!(project.git.ignored(&f.path(".env.local")));
    assert_eq!(project.git.committed(&f.path(".env")).as_deref(), Some("A=1\n"));
    assert_eq!(project.git.committed(&f.path(".env.local")), None);
}
