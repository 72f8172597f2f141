//! Rights of threads and of the processes that they start, given up with Landlock.

use std::path::PathBuf;

/// Rights to keep. None of them allows use of the network.
#[derive(Clone, Debug, Default)]
pub(crate) struct Rights {
    /// Folders and files to read and execute.
    pub(crate) read: Vec<PathBuf>,
    /// Folders and files to read and write.
    pub(crate) write: Vec<PathBuf>,
    /// True if the names in all folders may be listed. Bundlers list the folders above a package.
    pub(crate) lists_all: bool,
}

/// Extent to which the operating system enforces rights.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Enforced {
    /// Files and TCP connections.
    All,
    /// Files only, or fewer of their operations.
    Partly,
    /// Nothing.
    Nothing,
}

/// Restricts this thread, and the processes and threads that it starts from now on, to these rights. Missing files are
/// skipped.
#[cfg(target_os = "linux")]
pub(crate) fn restrict_thread(rights: &Rights) -> Enforced {
    use landlock::RulesetStatus;
    match restrict(rights) {
        Ok(RulesetStatus::FullyEnforced) => Enforced::All,
        Ok(RulesetStatus::PartiallyEnforced) => Enforced::Partly,
        Ok(RulesetStatus::NotEnforced) | Err(_) => Enforced::Nothing,
    }
}

#[cfg(target_os = "linux")]
fn restrict(rights: &Rights) -> Result<landlock::RulesetStatus, landlock::RulesetError> {
    use landlock::{
        ABI, Access as _, AccessFs, AccessNet, Ruleset, RulesetAttr as _, RulesetCreatedAttr as _, Scope,
        path_beneath_rules,
    };
    // Linux 6.12: files, TCP, signals and abstract sockets. An older kernel enforces what it knows.
    let abi = ABI::V6;
    let all = AccessFs::from_all(abi);
    let ruleset = Ruleset::default()
        .handle_access(all)?
        .handle_access(AccessNet::from_all(abi))?
        .scope(Scope::from_all(abi))?
        .create()?
        .add_rules(path_beneath_rules(&rights.read, AccessFs::from_read(abi)))?
        .add_rules(path_beneath_rules(&rights.write, all))?
        .add_rules(path_beneath_rules(rights.lists_all.then_some("/"), AccessFs::ReadDir))?;
    Ok(ruleset.restrict_self()?.ruleset)
}

/// Restricts this process, which has one thread, to these rights, and returns what enforces them.
///
/// # Errors
/// A reason, if the operating system enforces the rights to files, or those to the network, not at all.
#[cfg(target_os = "linux")]
pub(crate) fn isolate_process(rights: &Rights) -> Result<Vec<&'static str>, &'static str> {
    use landlock::{
        ABI, Access as _, AccessFs, AccessNet, CompatLevel, Compatible as _, Ruleset, RulesetAttr as _,
        RulesetCreatedAttr as _, Scope, path_beneath_rules,
    };
    use nix::sched::{CloneFlags, unshare};
    // Without privileges, a network of its own needs a user namespace.
    let is_alone = unshare(CloneFlags::CLONE_NEWUSER | CloneFlags::CLONE_NEWNET).is_ok();
    let abi = ABI::V6;
    let all = AccessFs::from_all(abi);
    let restrict = |network: CompatLevel| {
        let ruleset = Ruleset::default()
            .set_compatibility(CompatLevel::HardRequirement)
            .handle_access(AccessFs::from_all(ABI::V1))?
            .set_compatibility(network)
            .handle_access(AccessNet::from_all(ABI::V4))?
            .set_compatibility(CompatLevel::BestEffort)
            .handle_access(all)?
            .scope(Scope::from_all(abi))?
            .create()?
            .add_rules(path_beneath_rules(&rights.read, AccessFs::from_read(abi)))?
            .add_rules(path_beneath_rules(&rights.write, all))?
            .add_rules(path_beneath_rules(rights.lists_all.then_some("/"), AccessFs::ReadDir))?;
        ruleset.restrict_self()
    };
    let network = if is_alone { CompatLevel::BestEffort } else { CompatLevel::HardRequirement };
    restrict(network).map_err(|_: landlock::RulesetError| match is_alone {
        true => "the kernel lacks Landlock",
        false => "the kernel allows no network namespace, and lacks Landlock or its rules for the network",
    })?;
    let network = if is_alone { "a network namespace" } else { "Landlock's rules for TCP" };
    Ok(vec!["Landlock's rules for files", network])
}

/// Enforces nothing: this operating system has no Landlock.
///
/// # Errors
/// Always.
#[cfg(not(target_os = "linux"))]
pub(crate) fn isolate_process(_: &Rights) -> Result<Vec<&'static str>, &'static str> {
    Err("this operating system has no Landlock")
}

/// Enforces nothing: this operating system has no Landlock.
#[cfg(not(target_os = "linux"))]
pub(crate) fn restrict_thread(_: &Rights) -> Enforced {
    Enforced::Nothing
}
