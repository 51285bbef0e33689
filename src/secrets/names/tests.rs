use super::super::Catalogue;
use super::*;

const PREFIXES: [&str; 3] = ["NEXT_PUBLIC_", "VITE_", "REACT_APP_"];

fn verdict(name: &str) -> NameVerdict {
    Catalogue::builtin().classify_name(name, &PREFIXES)
}

/// Kind, or provider, or `-`; power; confidence.
fn secret(name: &str) -> Option<(String, Power, Confidence)> {
    match verdict(name) {
        NameVerdict::Secret(secret) => {
            let kind = secret.credential.map(|kind| kind.id.clone());
            let provider = secret.provider.map(|provider| provider.id.clone());
            Some((kind.or(provider).unwrap_or_else(|| "-".to_owned()), secret.power, secret.confidence))
        }
        _ => None,
    }
}

#[test]
fn names_of_providers() {
    use Confidence::{Likely, Proven};
    use Power::{K1, K2, K3};
    for (name, kind, power, confidence) in [
        ("NEXT_PUBLIC_TWILIO_AUTH_TOKEN", "twilio-auth-token", K3, Proven),
        ("twilioAuthToken", "twilio-auth-token", K3, Proven),
        ("TWILIO_AUTH_TOKEN_2", "twilio-auth-token", K3, Proven),
        ("ACME_TWILIO_AUTH_TOKEN_EU", "twilio-auth-token", K3, Proven),
        ("VITE_OPENAI_API_KEY", "openai-project", K2, Proven),
        ("NEXT_PUBLIC_OPENAI_KEY", "openai-legacy", K2, Proven),
        ("STRIPE_SECRET_KEY_EU", "stripe-secret", K3, Proven),
        ("STRIPE_SECRET_KEY_TEST", "stripe-secret", K1, Proven),
        ("NEXT_PUBLIC_SUPABASE_SERVICE_ROLE_KEY", "supabase-service-jwt", K3, Proven),
        ("SLACK_WEBHOOK_URL", "slack-webhook", K2, Proven),
        ("DATABASE_URL", "-", K3, Proven),
        ("MONGODB_URI", "mongodb-uri", K3, Proven),
        ("JWT_SECRET", "jwt-secret", K3, Proven),
        ("SEGMENT_PUBLIC_API_TOKEN", "segment-public-api", K3, Proven),
        ("AGORA_APP_CERTIFICATE", "agora-certificate", K3, Proven),
        ("ANTHROPIC_KEY", "anthropic", K2, Likely),
        ("NEXT_PUBLIC_TWILIO_SECRET", "twilio", K3, Proven),
    ] {
        assert_eq!(secret(name), Some((kind.to_owned(), power, confidence)), "{name}");
    }
}

#[test]
fn names_that_only_say_secret() {
    use Confidence::{Guess, Proven};
    use Power::{K1, K2, K3};
    for (name, power, confidence) in [
        ("NEXT_PUBLIC_ACME_CLIENT_SECRET", K2, Proven),
        ("clientSecret", K2, Proven),
        ("acme-auth-token", K2, Proven),
        ("adminPassword", K2, Proven),
        ("SIGNING_KEY", K2, Proven),
        ("signingkey2", K2, Proven),
        ("ACME_PRIVATE_KEY", K3, Proven),
        ("ACME_PRIVATE_KEY_BASE64", K3, Proven),
        ("MASTER_KEY", K3, Proven),
        ("ACME_SECRET_TEST", K1, Proven),
        ("DB_PASS", K3, Proven),
        ("NEXT_PUBLIC_API_KEY", K2, Guess),
        ("NEXT_PUBLIC_ACME_API_KEY", K2, Guess),
        ("ACME_ACCESS_TOKEN", K2, Guess),
    ] {
        assert_eq!(secret(name).map(|found| (found.1, found.2)), Some((power, confidence)), "{name}");
    }
}

#[test]
fn names_of_public_things() {
    for name in [
        "NEXT_PUBLIC_STRIPE_PUBLISHABLE_KEY",
        "NEXT_PUBLIC_STRIPE_KEY",
        "NEXT_PUBLIC_SUPABASE_ANON_KEY",
        "NEXT_PUBLIC_SUPABASE_URL",
        "NEXT_PUBLIC_FIREBASE_API_KEY",
        "NEXT_PUBLIC_GOOGLE_MAPS_API_KEY",
        "NEXT_PUBLIC_RECAPTCHA_SITE_KEY",
        "NEXT_PUBLIC_ALGOLIA_SEARCH_API_KEY",
        "NEXT_PUBLIC_TWILIO_ACCOUNT_SID",
        "NEXT_PUBLIC_TWILIO_VERIFY_SERVICE_SID",
        "NEXT_PUBLIC_CSRF_TOKEN_HEADER_NAME",
        "NEXT_PUBLIC_TOKEN_ADDRESS",
        "NEXT_PUBLIC_KEYCLOAK_URL",
        "NEXT_PUBLIC_AUTH_TOKEN_STORAGE_NAME",
        "NEXT_PUBLIC_SENTRY_DSN",
        "NEXT_PUBLIC_POSTHOG_KEY",
        "NEXT_PUBLIC_MAPBOX_ACCESS_TOKEN",
        "NEXT_PUBLIC_PUSHER_APP_KEY",
        "NEXT_PUBLIC_SHOPIFY_STOREFRONT_ACCESS_TOKEN",
        "NEXT_PUBLIC_CONTENTFUL_ACCESS_TOKEN",
        "NEXT_PUBLIC_SEGMENT_WRITE_KEY",
        "NEXT_PUBLIC_VAPID_PUBLIC_KEY",
        "NEXT_PUBLIC_VONAGE_API_KEY",
        "NEXT_PUBLIC_OPENTOK_API_KEY",
        "NEXT_PUBLIC_PLIVO_AUTH_ID",
        "NEXT_PUBLIC_SECRET_PAGE_PATH",
        "GOOGLE_APPLICATION_CREDENTIALS",
        "PUBLIC_KEY",
        "passwordHash",
        "PASSWORD_MIN_LENGTH",
        "secretName",
        "apiKeyPlaceholder",
        "tokenEndpoint",
        "clientSecretExpiresAtTime",
    ] {
        assert_eq!(verdict(name), NameVerdict::Public, "{name}");
    }
}

#[test]
fn names_that_say_nothing() {
    for name in [
        "MONKEY",
        "AUTHORITY",
        "NEXT_PUBLIC_MONKEY_BUSINESS",
        "keyboard",
        "tokenize",
        "passport",
        "secretary",
        "NEXT_PUBLIC_SITE",
        "forgotPassword",
        "OnePassword",
        "resetPassword",
        "confirm_password",
        "showPassword",
        "isSecret",
        "designToken",
        "nextPageToken",
        "cancelToken",
        "colorToken",
        "NEXT_PUBLIC_OPENWEATHER_API_KEY",
        "NEXT_PUBLIC_TMDB_API_KEY",
        "NEXT_PUBLIC_INFURA_KEY",
        "NEXT_PUBLIC_INFURA_ACCESS_TOKEN",
        "NEXT_PUBLIC_GOOGLE_TRANSLATE_API_KEY",
        "NEXT_PUBLIC_DEMO_PASSWORD",
        "NEXT_PUBLIC_PASSWORD_PROTECT",
        "NEXT_PUBLIC_ENABLE_PASSWORD",
        "GOOGLE_API_KEY",
        "renderToken",
        "lineKey",
        "NEXT_PUBLIC_ALGOLIA_API_TOKEN",
        "",
        "_",
        "ключ",
    ] {
        assert_eq!(verdict(name), NameVerdict::Unknown, "{name}");
    }
}

#[test]
fn a_public_prefix_is_taken_off_and_no_more() {
    assert_eq!(without_prefix("NEXT_PUBLIC_X", &PREFIXES), "X");
    assert_eq!(without_prefix("NEXT_PUBLIC_", &PREFIXES), "NEXT_PUBLIC_");
    assert_eq!(without_prefix("MY_VITE_X", &PREFIXES), "MY_VITE_X");
    assert_eq!(without_prefix("X", &[""]), "X");
    // Without the framework's prefix in the list, `PUBLIC` is a word like others.
    assert_eq!(Catalogue::builtin().classify_name("PUBLIC_ACME_SECRET", &[]), NameVerdict::Public);
    assert!(matches!(Catalogue::builtin().classify_name("PUBLIC_ACME_SECRET", &["PUBLIC_"]), NameVerdict::Secret(_)));
    assert!(matches!(Catalogue::builtin().classify_name("PUBLIC_OPENAI_API_KEY", &[]), NameVerdict::Secret(_)));
}

#[test]
fn every_name_of_every_file_is_judged_as_its_file_says() {
    for provider in Catalogue::builtin().providers() {
        for kind in provider.credentials.iter().filter(|kind| kind.mode != Mode::Known) {
            for name in &kind.env {
                assert!(secret(name).is_some(), "{}.toml: {name}: {:?}", provider.id, verdict(name));
            }
        }
        for name in provider.public.iter().flat_map(|public| &public.names) {
            assert_eq!(verdict(name), NameVerdict::Public, "{}.toml", provider.id);
        }
    }
}
