//! What a first implementation gets wrong, and tokens by the hundred against their look-alikes.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::super::candidate::{Candidate, Name, NameOrigin, Neighbour, Place, Sink};
use super::super::catalogue::Catalogue;
use super::super::sample::{Random, expand};
use super::super::schema::Mode;
use super::super::{Confidence, Power, Redacted};
use super::catalogue_tests::providers;

fn value(template: &str) -> String {
    expand(template, &mut Random::new(11))
}

fn id(candidate: Candidate<'_>) -> Option<(String, Confidence)> {
    Catalogue::builtin().detect(&candidate).map(|found| (found.credential.id.clone(), found.confidence))
}

fn named<'a>(value: &'a str, names: &'a [Name<'a>]) -> Candidate<'a> {
    Candidate { value, names, ..Candidate::default() }
}

fn property(text: &str) -> Name<'_> {
    Name::new(text, NameOrigin::Property)
}

#[test]
fn twilio_by_pair_by_import_and_by_name() {
    let token = value("{hex:32}");
    let sid = value("AC{hex:32}");
    let beside = [Neighbour { name: "sid", value: &sid }];
    let names = [property("authToken")];
    let found = |candidate| id(candidate).unwrap();
    assert_eq!(
        found(Candidate { value: &token, neighbours: &beside, ..Candidate::default() }),
        ("twilio-auth-token".to_owned(), Confidence::Proven)
    );
    assert_eq!(
        found(Candidate { packages: &["twilio"], ..named(&token, &names) }),
        ("twilio-auth-token".to_owned(), Confidence::Proven)
    );
    // Nothing but the name: somebody's token.
    assert_eq!(found(named(&token, &names)), ("generic-secret".to_owned(), Confidence::Likely));
    assert_eq!(id(Candidate { value: &sid, packages: &["twilio"], ..Candidate::default() }), None);
    assert_eq!(id(named(&value("SK{hex:32}"), &[property("TWILIO_API_KEY")])), None);
}

#[test]
fn the_part_that_is_secret_is_what_the_range_covers() {
    let key = value("SG.{url:22}.{url:43}");
    let token = value("{hex:32}");
    let sid = value("AC{hex:32}");
    let catalogue = Catalogue::builtin();
    for (text, header, secret) in [
        (format!("  {key} "), None, key.as_str()),
        (format!("Bearer {key}"), Some("Authorization"), key.as_str()),
        (format!("https://api.sendgrid.com/?key={key}&x=1"), None, key.as_str()),
        (format!("{sid}:{token}"), None, token.as_str()),
        (format!("https://{sid}:{token}@api.twilio.com/x"), None, token.as_str()),
        (format!("curl -H 'Authorization: Bearer {key}'"), None, key.as_str()),
    ] {
        let found = catalogue.detect(&Candidate { value: &text, header, ..Candidate::default() }).unwrap();
        assert_eq!(&text[found.range], secret, "{}", found.credential.id);
    }
    let found = catalogue.detect(&Candidate { value: &key, ..Candidate::default() }).unwrap();
    let shown = Redacted::with_public_prefix(&key[found.range], found.public_prefix);
    assert_eq!(shown.description(), "‹SG.… and 66 more characters›");
}

#[test]
fn evidence_is_in_words() {
    let token = value("{hex:32}");
    let sid = value("AC{hex:32}");
    let catalogue = Catalogue::builtin();
    let words = |candidate: Candidate<'_>| catalogue.detect(&candidate).unwrap().evidence;
    let bare = Candidate { value: &token, ..Candidate::default() };
    let sink = Sink { package: "twilio", callee: "default", argument: 1, path: &[] };
    assert_eq!(words(Candidate { sink: Some(sink), ..bare }), "the second argument of `twilio()`");
    let neighbours = [Neighbour { name: "", value: &sid }];
    assert_eq!(words(Candidate { neighbours: &neighbours, ..bare }), "beside an Account SID");
    assert_eq!(words(named(&token, &[property("TWILIO_AUTH_TOKEN")])), "the name `TWILIO_AUTH_TOKEN`");
    let mail = Sink { package: "nodemailer", callee: "default.createTransport", argument: 0, path: &["auth", "pass"] };
    assert_eq!(words(Candidate { sink: Some(mail), ..bare }), "`auth.pass` of `createTransport()`");
}

/// The same head, several vendors: one report, and the vendor by package, then by name, then by length.
#[test]
fn vendors_that_share_a_head() {
    for (template, package, name, expected) in [
        ("sk_live_{alnum:24}", "", "", "stripe-secret"),
        ("sk_live_{alnum:99}", "", "", "stripe-secret"),
        ("sk_live_{alnum:45}", "", "", "clerk-secret"),
        ("sk_live_{alnum:45}", "stripe", "", "stripe-secret"),
        ("sk_live_{alnum:45}", "", "STRIPE_SECRET_KEY", "stripe-secret"),
        ("sk_live_{hex:40}", "", "", "paystack-secret"),
        ("sk_live_{hex:64}", "", "", "uploadthing-key"),
        ("sk_live_a2V5Xz{b64:60}", "", "", "workos-key"),
        ("sk_{hex:48}", "", "", "elevenlabs-key"),
        ("sk_{url:43}", "", "", "knock-key"),
        ("sk-{hex:32}", "", "", "deepseek-key"),
        ("sk-{alnum:20}T3BlbkFJ{alnum:20}", "", "", "openai-legacy"),
        ("sk-{alnum:48}", "", "", "stability-key"),
        ("pk_{hex:34}", "", "", "klaviyo-private"),
        ("pk_prod_{ualnum:28}", "", "", "courier-key"),
        ("pk_{digit:8}_{ualnum:32}", "", "", "clickup-token"),
    ] {
        let value = value(template);
        let names = [property(name)];
        let packages = [package];
        let found = id(Candidate { packages: &packages, ..named(&value, &names) });
        assert_eq!(found.map(|found| found.0).as_deref(), Some(expected), "{template}");
    }
}

/// A property called `apiKey` is no header called `apikey`; a headers position is one.
#[test]
fn a_property_is_no_header() {
    let key = value("{hex:32}");
    let names = [property("apiKey")];
    let firebase = [
        Neighbour { name: "authDomain", value: "acme.firebaseapp.com" },
        Neighbour { name: "projectId", value: "acme" },
    ];
    assert_eq!(id(Candidate { neighbours: &firebase, ..named(&key, &names) }), None);
    let docsearch = [Neighbour { name: "indexName", value: "docs" }, Neighbour { name: "appId", value: "R2IYF7ETH7" }];
    assert_eq!(id(Candidate { neighbours: &docsearch, ..named(&key, &names) }), None);
    assert_eq!(id(named("^[a-f0-9]{32}$", &names)), None);
    let gupshup =
        Candidate { value: &key, header: Some("apikey"), host: Some("api.gupshup.io"), ..Candidate::default() };
    assert_eq!(id(gupshup).unwrap().0, "gupshup-key");
}

/// `createClient` is exported by a dozen packages.
#[test]
fn a_sink_belongs_to_its_package() {
    let anon = value(r#"{jwt:HS256:{"iss":"supabase","role":"anon"}}"#);
    let service = value(r#"{jwt:HS256:{"iss":"supabase","role":"service_role"}}"#);
    let user = value(r#"{jwt:HS256:{"iss":"supabase","role":"authenticated"}}"#);
    let deepgram = value("{hex:40}");
    let sink = |package, argument| Some(Sink { package, callee: "createClient", argument, path: &[] });
    let at = |value, sink| id(Candidate { value, sink, ..Candidate::default() });
    assert_eq!(
        at(&service, sink("@supabase/supabase-js", 1)).unwrap(),
        ("supabase-service-jwt".to_owned(), Confidence::Proven)
    );
    assert_eq!(at(&anon, sink("@supabase/supabase-js", 1)), None);
    assert_eq!(at(&user, sink("@supabase/supabase-js", 1)), None);
    assert_eq!(at(&deepgram, sink("@deepgram/sdk", 0)).unwrap().0, "deepgram-key");
    assert_eq!(at(&deepgram, sink("@supabase/supabase-js", 0)), None);
    assert_eq!(at(&deepgram, sink("./client", 0)), None);
}

#[test]
fn placeholders_are_silent_wherever_they_stand() {
    let packages = ["twilio", "stripe", "nodemailer"];
    let pass = Sink { package: "nodemailer", callee: "createTransport", argument: 0, path: &["auth", "pass"] };
    let names = [property("STRIPE_SECRET_KEY")];
    for text in [
        "sk_live_...",
        "sk_live_xxx",
        &["sk_live_", "xxxxxxxxxxxxxxxxxxxxxxxx"].concat(),
        &["sk_live_", "your_secret_key_goes_here"].concat(),
        &["sk_test_", "4eC39HqLyjWD", "arjtT1zdp7dc"].concat(),
        "<your-secret-key>",
        "${STRIPE_SECRET_KEY}",
        "{{ stripe.secret }}",
        "%STRIPE_SECRET_KEY%",
        "changeme",
        "REPLACE_ME",
        "your-api-key-here",
        "STRIPE_SECRET_KEY",
        "password",
        "",
        "      ",
        "undefined",
        &["SG.", "xxxxxxxxxxxxxxxxxxxxxx.xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"].concat(),
        &["AKIA", "IOSFODNN7", "EXAMPLE"].concat(),
        "postgres://user:password@localhost:5432/db",
        "mongodb+srv://<username>:<password>@cluster0.example.mongodb.net",
    ] {
        for candidate in [
            Candidate { value: text, ..Candidate::default() },
            Candidate { packages: &packages, ..named(text, &names) },
            Candidate { value: text, sink: Some(pass), ..Candidate::default() },
            Candidate { value: text, header: Some("Authorization"), ..Candidate::default() },
        ] {
            assert_eq!(id(candidate), None, "{text}");
        }
    }
}

/// The test is on the part that varies: known heads hold runs that would fail it.
#[test]
fn heads_that_look_like_placeholders() {
    for (template, name, expected) in [
        ("0x4AAAAAAA{url:25}", "TURNSTILE_SECRET_KEY", "turnstile-secret"),
        ("AAAA{url:7}:APA91b{url:134}", "", "fcm-server-key"),
        ("sk-proj-{url:74}T3BlbkFJ{url:74}", "", "openai-project"),
        ("EAAA{url:60}", "", "square-token"),
    ] {
        let value = value(template);
        assert_eq!(id(named(&value, &[property(name)])).map(|found| found.0).as_deref(), Some(expected), "{template}");
    }
}

#[test]
fn a_url_with_a_password_and_one_without() {
    let password = value("{alnum:20}");
    for (url, expected) in [
        (format!("https://deploy:{password}@git.acme.io/x"), Some("url-password")),
        (format!("postgres://app:{password}@db.acme.io/x"), Some("postgres-uri")),
        (format!("postgres://app:{password}@localhost/x"), None),
        ("https://acme.io/users/@me:settings".to_owned(), None),
        (format!("https://acme.io/?state={password}"), None),
        (format!("https://acme.io/?client_id={password}"), None),
    ] {
        assert_eq!(id(Candidate { value: &url, ..Candidate::default() }).map(|found| found.0).as_deref(), expected);
    }
}

#[test]
fn comments_are_one_step_down_and_prose_is_searched_by_shape() {
    let key = value("SG.{url:22}.{url:43}");
    let text = format!("// const key = '{key}' // was {{hex:32}}");
    let found = Catalogue::builtin().scan_text(&text);
    assert_eq!(found.len(), 1);
    assert_eq!(&text[found[0].range.clone()], key);
    let comment = Candidate { value: &text, place: Place::Comment, ..Candidate::default() };
    assert_eq!(id(comment), Some(("sendgrid-api-key".to_owned(), Confidence::Likely)));
}

#[test]
fn raw_text_gives_each_credential_once_and_in_order() {
    let first = value("sk_live_{alnum:24}");
    let second = expand("{snowflake64:18}.{url:6}.{url:38}", &mut Random::new(4));
    let third = value("{pem:RSA PRIVATE KEY}");
    let text = format!("a {first}\nb='{second}'\n{third}\n{first}");
    let found = Catalogue::builtin().scan_text(&text);
    let ids: Vec<&str> = found.iter().map(|one| one.credential.id.as_str()).collect();
    assert_eq!(ids[..3], ["stripe-secret", "discord-bot", "private-key"]);
    assert!(found.windows(2).all(|pair| pair[0].range.end <= pair[1].range.start));
}

#[test]
fn a_password_compared_in_code() {
    let compared = |name, value| id(named(value, &[Name::new(name, NameOrigin::Compared)])).map(|found| found.0);
    assert_eq!(compared("password", "letmein!2024").as_deref(), Some("admin-password"));
    for (name, value) in [
        ("type", "password1"),
        ("password", "password"),
        ("passwordStrength", "strong1"),
        ("password", "Wrong password!"),
    ] {
        assert_eq!(compared(name, value), None, "{name} {value}");
    }
}

#[test]
fn a_sink_takes_words_too_but_no_sentence() {
    let sign = Sink { package: "jsonwebtoken", callee: "sign", argument: 1, path: &[] };
    let at = |value| id(Candidate { value, sink: Some(sign), ..Candidate::default() });
    assert_eq!(at("open-sesame-shop"), Some(("jwt-secret".to_owned(), Confidence::Likely)));
    assert_eq!(at("f3a9c1d27e5b40688d1f0e9b7a6c5d43"), Some(("jwt-secret".to_owned(), Confidence::Proven)));
    assert_eq!(at("Please set the secret of this app"), None);
    assert_eq!(at("JWT_SECRET"), None);
    assert_eq!(
        id(Candidate { value: "open-sesame-shop", sink: Some(Sink { argument: 0, ..sign }), ..Candidate::default() }),
        None
    );
}

/// Values that no table knows and no name calls secret, in the forms real apps are full of.
const LOOK_ALIKES: &[(&str, &str)] = &[
    ("id", "{hex:8}-{hex:4}-4{hex:3}-a{hex:3}-{hex:12}"),
    ("sha", "{hex:40}"),
    ("digest", "{hex:64}"),
    ("integrity", "sha512-{b64:86}=="),
    ("resolved", "https://registry.acme.io/react/-/react-18.{digit:1}.0.tgz"),
    ("checksum", "{hex:32}"),
    ("className", "fc-daygrid-day sk-loading-{lower:8} pa-{lower:4}-{digit:2}"),
    ("className", "sk-{lower:8}-{lower:12}-{lower:10}"),
    ("i18nKey", "auth.errors.{lower:8}_token_missing"),
    ("authToken", "color.primary.{digit:3}"),
    ("password", "forms.labels.{lower:6}_password"),
    ("label", "Enter your API key"),
    ("src", "data:image/png;base64,iVBORw0KGgo{b64:400}"),
    ("d", "M{digit:2}.{digit:2} {digit:1}L{digit:2} {digit:2}z"),
    ("font", "d09GMgABAAAAA{b64:600}"),
    ("hash", "{hex:20}"),
    ("buildId", "{url:21}"),
    ("key", "{hex:32}"),
    ("appId", "1:{digit:12}:web:{hex:22}"),
    ("clientId", "{digit:12}-{lalnum:32}.apps.googleusercontent.com"),
    ("publishableKey", "pk_live_{alnum:99}"),
    ("publishableKey", "pk_test_{alnum:24}"),
    ("anonKey", "{jwt:HS256:{\"iss\":\"supabase\",\"ref\":\"{lower:20}\",\"role\":\"anon\"}}"),
    ("apiKey", "AIza{url:35}"),
    ("dsn", "https://{hex:32}@o{digit:6}.ingest.sentry.io/{digit:7}"),
    ("token", "pk.{base64url:{\"u\":\"acme\",\"a\":\"{lalnum:25}\"}}.{url:22}"),
    ("posthogKey", "phc_{alnum:43}"),
    ("siteKey", "6L{url:38}"),
    ("siteKey", "0x4AAAAAAA{url:13}"),
    ("accountSid", "AC{hex:32}"),
    ("priceId", "price_{alnum:24}"),
    ("address", "0x{hex:40}"),
    ("txHash", "0x{hex:64}"),
    ("searchKey", "{hex:32}"),
    ("writeKey", "{alnum:32}"),
    ("measurementId", "G-{ualnum:10}"),
    ("pushToken", "ExponentPushToken[{url:22}]"),
    ("arn", "arn:aws:iam::{digit:12}:role/acme-{lower:6}"),
    ("secretArn", "arn:aws:secretsmanager:eu-west-1:{digit:12}:secret:acme-{alnum:6}"),
    ("clientSecret", "pi_{alnum:24}_secret_{alnum:25}"),
    ("API_SECRET", "encrypted:{b64:88}"),
    ("API_SECRET", "op://vault/acme/{lower:8}"),
    ("apiToken", "process.env.ACME_TOKEN_{digit:1}"),
    ("version", "v{digit:1}.{digit:2}.{digit:1}-canary.{digit:3}"),
    ("date", "2024-0{[1-9]:1}-1{digit:1}T12:30:00.000Z"),
    ("objectId", "{hex:24}"),
    ("ref", "refs/heads/feature/{lower:8}-{digit:4}"),
    ("videoId", "{url:11}"),
    ("cursor", "{base64:{\"id\":\"{hex:24}\"}}"),
    ("", "{alnum:32}"),
    ("", "{b64:64}"),
    ("", "{hex:128}"),
    ("", "-----BEGIN PUBLIC KEY-----\n{b64:64}\n-----END PUBLIC KEY-----"),
    ("sshKey", "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAA{b64:43} ops@acme.io"),
];

/// Random tokens of every shape and look-alikes of every kind, at seeds nobody chose for them.
#[test]
fn recall_on_random_tokens_and_silence_on_look_alikes() {
    let (mut found, mut asked) = (0_u32, 0_u32);
    let mut missed = std::collections::BTreeMap::<String, u32>::new();
    let files = providers();
    for seed in [101, 202, 303, 404] {
        let mut random = Random::new(seed);
        for provider in &files {
            for credential in &provider.credentials {
                for sample in credential.samples.iter().filter(|_| credential.mode != Mode::Known) {
                    for _ in 0..6 {
                        let value = expand(sample, &mut random);
                        let name = credential.env.first().map_or("secret", String::as_str);
                        let names = [Name::new(name, NameOrigin::Variable)];
                        let shaped = Candidate { value: &value, ..Candidate::default() };
                        let candidate =
                            if credential.mode == Mode::Shape { shaped } else { Candidate { names: &names, ..shaped } };
                        asked += 1;
                        match Catalogue::builtin().detect(&candidate) {
                            Some(hit) if hit.credential.id == credential.id => found += 1,
                            _ => *missed.entry(credential.id.clone()).or_default() += 1,
                        }
                    }
                }
            }
        }
        for (name, template) in LOOK_ALIKES {
            for _ in 0..12 {
                let value = expand(template, &mut random);
                let names = [property(name)];
                let hit = Catalogue::builtin().detect(&named(&value, &names));
                assert!(hit.is_none(), "{name} {template}: {:?}", hit.map(|hit| hit.credential.id.clone()));
                let hits = Catalogue::builtin().scan_text(&value);
                assert!(
                    hits.is_empty(),
                    "in text: {template}: {:?}",
                    hits.first().map(|hit| hit.credential.id.clone())
                );
            }
        }
    }
    let recall = f64::from(found) / f64::from(asked);
    assert!(asked > 5000, "{asked}");
    assert!(recall >= 0.995, "{found} of {asked}; missed {missed:?}");
}

#[test]
fn nothing_panics_on_anything() {
    let packages = ["twilio"];
    let names = [property("authToken")];
    let long = "sk_live_".repeat(4000);
    for text in [
        "",
        " ",
        ":",
        "=",
        "@",
        "://",
        "://@",
        "Basic ",
        "Bearer \u{2028}",
        "ä",
        "‹›",
        "\0\0\0\0\0\0\0",
        "Basic w6TDpDrDpA==",
        "-----BEGIN PRIVATE KEY-----",
        "postgres://:@",
        "https://ü:ä@ö/?é=ñ",
        "eyJ.eyJ.",
        "eyJhbGciOiJIUzI1NiJ9.////.x",
        "key=",
        "a:b:c:d",
        &long,
        "é".repeat(9000).as_str(),
    ] {
        for header in [None, Some("Authorization"), Some("ä"), Some("")] {
            let candidate = Candidate { header, packages: &packages, host: Some("ä"), ..named(text, &names) };
            Catalogue::builtin().detect(&candidate);
            Catalogue::builtin().scan_text(text);
        }
    }
    assert!(Catalogue::builtin().detect(&Candidate { value: &long, ..Candidate::default() }).is_none());
}

proptest::proptest! {
    #[test]
    fn any_text_is_survived_and_ranges_are_inside(text in "\\PC{0,200}", name in "\\PC{0,40}", header in "\\PC{0,20}") {
        let names = [property(&name)];
        let neighbours = [Neighbour { name: &header, value: &text }];
        let candidate = Candidate { header: Some(&header), neighbours: &neighbours, host: Some(&name), ..named(&text, &names) };
        if let Some(found) = Catalogue::builtin().detect(&candidate) {
            proptest::prop_assert!(text.get(found.range).is_some());
        }
        for found in Catalogue::builtin().scan_text(&text) {
            proptest::prop_assert!(text.get(found.range).is_some());
        }
        Catalogue::builtin().classify_name(&name, &["NEXT_PUBLIC_"]);
        super::is_placeholder(&text);
    }
}

#[test]
fn powers_follow_the_value() {
    let test = value("sk_test_{alnum:24}");
    let found = Catalogue::builtin().detect(&Candidate { value: &test, ..Candidate::default() }).unwrap();
    assert_eq!((found.credential.id.as_str(), found.power), ("stripe-test", Power::K1));
    let encrypted = value("{pem:ENCRYPTED PRIVATE KEY}");
    let found = Catalogue::builtin().detect(&Candidate { value: &encrypted, ..Candidate::default() }).unwrap();
    assert_eq!((found.credential.id.as_str(), found.power), ("private-key", Power::K1));
}

#[test]
fn packages_in_all_their_spellings() {
    let catalogue = Catalogue::builtin();
    let server = |package| catalogue.server_sdk(package).map(|provider| provider.id.as_str());
    assert_eq!(server("twilio"), Some("twilio"));
    assert_eq!(server("twilio/lib/rest/Twilio"), Some("twilio"));
    assert_eq!(server("firebase-admin/auth"), Some("google-cloud"));
    assert_eq!(server("@aws-sdk/client-kinesis"), Some("aws"));
    assert_eq!(server("@google-cloud/vision"), Some("google-cloud"));
    for package in [
        "@twilio/voice-sdk",
        "@stripe/stripe-js",
        "firebase/app",
        "@supabase/supabase-js",
        "pusher-js",
        "algoliasearch",
        "@aws-sdk/s3-request-presigner",
        "next-auth/react",
        "@clerk/nextjs",
        "./twilio",
        "twilio-video",
        "",
        "@",
        "/",
    ] {
        assert_eq!(server(package), None, "{package}");
    }
    assert_eq!(catalogue.browser_sdk("@stripe/stripe-js").map(|provider| provider.id.as_str()), Some("stripe"));
    let secret = value("{url:32}");
    for package in ["next-auth/providers/discord", "@auth/core/providers/discord", "@auth/sveltekit/providers/discord"]
    {
        let sink = Some(Sink { package, callee: "default", argument: 0, path: &["clientSecret"] });
        assert_eq!(id(Candidate { value: &secret, sink, ..Candidate::default() }).unwrap().0, "discord-client-secret");
    }
    assert!(catalogue.credential_sinks("node:crypto").count() > 0);
    assert_eq!(catalogue.credential_sinks("react").count(), 0);
    assert_eq!(catalogue.provider_of_host("api.twilio.com").map(|provider| provider.id.as_str()), Some("twilio"));
    assert_eq!(catalogue.provider_of_host("acme.io").map(|provider| provider.id.as_str()), None);
}

#[test]
fn a_project_brings_its_own_providers() {
    let own = |json: &str| Catalogue::with_own([&serde_json::from_str(json).unwrap()], []);
    let faults = |json: &str| own(json).faults().providers.clone();
    let catalogue = own(
        r#"{"id": "acme", "name": "Acme", "packages": ["@acme/sdk"], "credential": [{"id": "acme-key", "title": "API key",
            "power": "K3", "mode": "shape", "verified": true, "shape": "acme_[0-9a-f]{24}", "literals": ["acme_"],
            "env": ["ACME_LICENCE"], "sinks": [{"package": "@acme/sdk", "call": ["init"]}]}]}"#,
    );
    let key = value("acme_{hex:24}");
    let names = [property("ACME_LICENCE")];
    for candidate in [Candidate { value: &key, ..Candidate::default() }, named(&key, &names)] {
        assert_eq!(catalogue.detect(&candidate).unwrap().credential.id, "acme-key");
        assert!(Catalogue::builtin().detect(&candidate).is_none());
    }
    assert_eq!(catalogue.server_sdk("@acme/sdk").unwrap().name, "Acme");
    assert_eq!(catalogue.provider("acme").unwrap().playbook().first_three_steps().count(), 3);
    // The shipped ones are still there, and one can be replaced.
    let twilio = value("sk_live_{alnum:24}");
    assert!(catalogue.detect(&Candidate { value: &twilio, ..Candidate::default() }).is_some());
    let replaced = own(r#"{"id": "stripe", "name": "Stripe of ours"}"#);
    assert_eq!(replaced.provider("stripe").unwrap().name, "Stripe of ours");
    // A kind that cannot be used is named.
    for (shape, literals, word) in [("acme_[", r#"["acme_"]"#, "regular expression"), ("acme_.*", "[]", "literals")] {
        let json = format!(
            r#"{{"id": "acme", "name": "Acme", "credential": [{{"id": "acme-key", "title": "key", "power": "K2",
                "mode": "shape", "shape": "{shape}", "literals": {literals}}}]}}"#
        );
        assert!(!own(&json).has_own_providers());
        let faults = faults(&json);
        let [(0, error)] = &*faults else { panic!("{faults:?}") };
        assert!(error.starts_with("acme, acme-key: ") && error.contains(word), "{error}");
    }
    assert_eq!(faults(r#"{"name": "Acme"}"#), [(0, "Acme: `id` is missing".to_owned())]);
    assert_eq!(
        faults(r#"{"name": 1, "id": "acme"}"#),
        [(0, "a value is not of the type that it should be".to_owned())]
    );
    assert!(serde_json::from_str::<super::super::Provider>(r#"{"id": "x", "name": "x", "powr": 1}"#).is_err());
}
