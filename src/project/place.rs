//! What a file is for, by where it stands.

/// Whether a service reads the file to build, test or deploy: its values are those of a run, and mostly made up.
pub fn is_pipeline(relative: &str) -> bool {
    const FILES: [&str; 8] = [
        ".gitlab-ci.yml",
        ".travis.yml",
        ".drone.yml",
        "azure-pipelines.yml",
        "bitbucket-pipelines.yml",
        "cloudbuild.yaml",
        "appveyor.yml",
        "action.yml",
    ];
    let (folder, name) = relative.rsplit_once('/').unwrap_or(("", relative));
    is_workflow(relative)
        || folder.split('/').any(|part| matches!(part, ".circleci" | ".buildkite"))
        || FILES.contains(&name)
}

/// Whether GitHub runs it.
pub fn is_workflow(relative: &str) -> bool {
    let (folder, name) = relative.rsplit_once('/').unwrap_or(("", relative));
    (folder == ".github/workflows" || folder.ends_with("/.github/workflows"))
        && (name.ends_with(".yml") || name.ends_with(".yaml"))
}
