//! Opens and calls the platform.

use super::access::{authenticate, check_user_token};
use super::admin::Admin;
use super::caller::Caller;
use super::context::Context;
use super::database::Database;
use super::encryption_key::EncryptionKey;
use super::operations;
use super::options::EmbeddedOptions;
use super::records::app::App;
use super::records::document::{by_uuid, stored_len};
use super::records::file;
use super::records::{DeploymentRow, NewTeam, TeamRow, find_or_insert_member, insert_team, token_of_member};
use super::refusals::{not_found, unauthenticated};
use super::runtime::{EmbeddedDownload, PreparedCall, Reply, RequestContext, Runtime, Steps, StoredDownload};
use super::store::{Place, Revision, Store};
use crate::api::functions::RunFunction;
use crate::api::imports::{ImportRequest, ImportedData};
use crate::api::{Api, Contract, Credential, Operation, Request, find_contract};
use crate::cancel::Cancel;
use crate::engine::{Answer, unknown_operation};
use crate::error::{Error, ErrorKind, Result};
use crate::keys::Secret;
use crate::model::{MemberId, Region, TeamId};

/// Convex's platform in this process. Calls may come from any number of threads.
pub struct Platform {
    pub(super) runtime: Runtime,
}

/// First member and their team.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct First {
    /// Personal access token of the first member, an admin of the first team.
    pub token: Secret,
    /// ID of the first member.
    pub member_id: MemberId,
    /// ID of the first team.
    pub team_id: TeamId,
}

impl Platform {
    /// Opens a platform: `embedded:` for one in memory, `embedded:PATH` for one in a SQLite file, which is created if
    /// it does not exist. Resumes imports and exports interrupted by a crash.
    ///
    /// # Errors
    /// `InvalidInput` if `location` has another form, or if the file belongs to another program or a newer version;
    /// `Io` if the file is damaged or cannot be read or written.
    pub fn open(location: &str, options: &EmbeddedOptions) -> Result<Self> {
        let store = Store::open(
            Place::parse(location)?,
            options.durable,
            options.encryption_key.as_ref().map(EncryptionKey::bytes),
        )?;
        let context = match options.deterministic {
            Some((seed, start_ms)) => Context::deterministic(seed, start_ms),
            None => Context::of_machine(),
        };
        Ok(Self { runtime: Runtime::start(Database { store, context }, options)? })
    }

    /// Calls an operation as `caller` on this thread. The call has all of its effects or none.
    ///
    /// # Errors
    /// Convex's errors, with their codes.
    pub fn call<O: Operation>(&self, caller: &Caller, request: O) -> Result<O::Response> {
        let text = self.text(caller, const { &O::CONTRACT }, Request::encode_moved(request)?)?;
        Answer::of_text(text, O::CONTRACT.status).decode_now::<O>()
    }

    /// Calls the operation with this id (`createProject`), with the request and the response as JSON.
    ///
    /// # Errors
    /// `InvalidInput` if the operation is unknown or the request is invalid; otherwise the operation's errors.
    pub fn call_json(&self, caller: &Caller, id: &str, request: serde_json::Value) -> Result<serde_json::Value> {
        let contract = find_contract(id).ok_or_else(|| unknown_operation(id))?;
        let text = self.text(caller, contract, Request::from_json_of(contract, request)?)?;
        if text.is_empty() {
            return Ok(serde_json::Value::Null);
        }
        serde_json::from_slice(&text)
            .map_err(|error| Error::new(ErrorKind::Internal, "the response is not JSON").caused_by(error))
    }

    /// Calls an operation from its contract and an untyped request, as `caller` on this thread. Cancelling `stop` rolls
    /// the call back if it has not completed.
    ///
    /// # Errors
    /// `InvalidInput` if the request is invalid; `Cancelled` if the call was cancelled; otherwise Convex's errors, with
    /// their codes.
    pub fn answer(&self, caller: &Caller, contract: &Contract, request: Request, stop: &Cancel) -> Result<Reply> {
        let named = request.path_texts(contract);
        let prepared = operations::prepare(contract, request).or_else(|invalid| {
            let path: Vec<_> = named.iter().map(|(name, text)| (*name, text.as_str())).collect();
            self.admit_call(caller, contract, &path).and(Err(invalid))
        });
        match prepared? {
            PreparedCall::Transaction(writes, request) => {
                self.runtime.in_transaction(writes, caller, stop, |call| request.run(call))
            }
            PreparedCall::Steps(request) => request.run(&Steps::new(&self.runtime, caller, stop)),
        }
    }

    /// Checks a caller before their request is received or if it is invalid: their token or key and its kind, if they
    /// can see the team, project or deployment that the path names, and if they have any permission that the operation
    /// needs. `path` holds the parameters of the path by their names in the contract.
    ///
    /// # Errors
    /// `Unauthenticated`, `PermissionDenied` or `NotFound`, as the operation returns them.
    pub fn admit_call(&self, caller: &Caller, contract: &Contract, path: &[(&str, &str)]) -> Result<()> {
        // Anyone may call the functions of an app.
        if contract.api == Api::Command && caller.is_anonymous() {
            return Ok(());
        }
        let also = operations::also_accepts(contract)?;
        let admit = |call: &mut RequestContext<'_>| call.admit_by_path(contract, also, path);
        self.runtime.in_transaction(false, caller, &Cancel::default(), admit)
    }

    /// Reads the next piece of a file; `None` at its end.
    ///
    /// # Errors
    /// `Io` if the store cannot be read.
    pub fn next_piece(&self, download: &mut EmbeddedDownload) -> Result<Option<Vec<u8>>> {
        self.runtime.next_piece(download)
    }

    /// Imports an upload whose parts have these tokens, in this order, as `importData` imports its content. `request` is
    /// the request of that operation without the content.
    ///
    /// # Errors
    /// Those of `importData`.
    pub fn import_upload(
        &self,
        caller: &Caller,
        request: &ImportRequest,
        upload: &str,
        parts: &[String],
    ) -> Result<ImportedData> {
        let stop = Cancel::default();
        let steps = Steps::new(&self.runtime, caller, &stop);
        operations::imports::import(&steps, request, &operations::imports::Content::Uploaded(upload, parts))
    }

    /// Deletes an upload that is not imported.
    ///
    /// # Errors
    /// `Io` if the store cannot be written.
    pub fn discard_upload(&self, upload: &str) -> Result<()> {
        self.runtime.database.store.write(|tx| {
            let is_used = "SELECT 1 FROM imports WHERE file_id = ?1";
            if tx.prepare_cached(is_used)?.exists([upload])? { Ok(()) } else { file::remove(tx, upload) }
        })
    }

    /// Returns a stored file of a deployment by the UUID in its URL. Requires no credential: the UUID is the secret.
    ///
    /// # Errors
    /// `NotFound` if the deployment or the file does not exist.
    pub fn stored_file(&self, deployment: &str, uuid: &str) -> Result<StoredDownload> {
        self.runtime.with_time(false, |tx, _| {
            let missing = || not_found("FileNotFound", "file", uuid);
            let deployment = DeploymentRow::by_name(tx, deployment)?.ok_or_else(missing)?;
            let file = by_uuid(tx, deployment.id, &uuid.to_ascii_lowercase())?.ok_or_else(missing)?;
            let len = stored_len(tx, file.table, &file.id)?;
            let (sha256, content_type) = (file.metadata.sha256, file.metadata.content_type);
            Ok(StoredDownload { download: EmbeddedDownload::stored(file.table, file.id, len), content_type, sha256 })
        })
    }

    /// Returns the response of a call as JSON text. A file is encoded in base64.
    fn text(&self, caller: &Caller, contract: &Contract, request: Request) -> Result<Vec<u8>> {
        match self.answer(caller, contract, request, &Cancel::default())? {
            Reply::Json(text) => Ok(text),
            Reply::File(mut download) => {
                let mut bytes = Vec::new();
                while let Some(piece) = self.next_piece(&mut download)? {
                    bytes.extend_from_slice(&piece);
                }
                crate::engine::bytes_as_json(bytes)
            }
        }
    }

    /// Returns the member of a personal access token and the first team that they created.
    ///
    /// # Errors
    /// `Unauthenticated` if the token is invalid.
    pub fn resume(&self, token: &Secret) -> Result<First> {
        self.runtime.with_time(false, |tx, now| {
            let identity = authenticate(tx, token.expose(), now)?;
            let member = identity.member.filter(|_| identity.kind == Credential::PersonalAccessToken);
            let member = member.ok_or_else(|| unauthenticated("the token is not a personal access token"))?;
            let team = TeamRow::first_of(tx, member)?;
            let team = team.ok_or_else(|| unauthenticated("the token's member has not created a team"))?;
            Ok(First { token: token.clone(), member_id: member, team_id: team })
        })
    }

    /// Creates a member, a team with that member as its admin, and a personal access token. Later calls reuse the
    /// member and the team, and create a new token each.
    ///
    /// # Errors
    /// `Io` if the store cannot be written.
    pub fn bootstrap(&self) -> Result<First> {
        self.runtime.with_time(true, |tx, now| {
            let context = self.runtime.context();
            let member = find_or_insert_member(tx, "admin@example.com", Some("admin"), now)?;
            let team_id = match TeamRow::first_of(tx, member)? {
                Some(id) => id,
                None => {
                    let region = Region::UsEast1;
                    insert_team(tx, context, &NewTeam { name: "First team", region: &region, creator: member, now })?.id
                }
            };
            let token = token_of_member(tx, &context.random, member, now)?;
            Ok(First { token: Secret::new(token), member_id: member, team_id })
        })
    }

    /// Returns access to the changes that Convex makes outside its API.
    #[must_use]
    pub fn admin(&self) -> Admin<'_> {
        Admin::new(&self.runtime)
    }

    /// Checks that the caller's token or key gives access to the deployment that the caller names.
    ///
    /// # Errors
    /// `Unauthenticated` or `PermissionDenied` if it does not.
    pub fn admit(&self, caller: &Caller) -> Result<()> {
        let admit = |call: &mut RequestContext<'_>| call.admit(&RunFunction::CONTRACT).map(drop);
        self.runtime.in_transaction(false, caller, &Cancel::default(), admit)
    }

    /// Checks the identity of a client of a deployment: a key as in [`admit`](Self::admit), or the token of a user of the
    /// deployment's app. A client may also have no identity.
    ///
    /// # Errors
    /// `Unauthenticated` or `PermissionDenied` if it is invalid.
    pub fn admit_client(&self, caller: &Caller) -> Result<()> {
        match (&caller.token, &caller.user, &caller.deployment) {
            (Some(_), ..) => self.admit(caller),
            (None, Some(token), Some(deployment)) => self.check_user(deployment, token),
            (None, Some(_), None) => Err(unauthenticated("missing deployment of the user's token")),
            (None, None, _) => Ok(()),
        }
    }

    fn check_user(&self, deployment: &str, token: &Secret) -> Result<()> {
        self.runtime.with_time(false, |tx, now| {
            let row = DeploymentRow::by_name(tx, deployment)?;
            let analysis = row.map(|row| App::live_analysis(tx, row.id)).transpose()?.flatten();
            let providers = analysis.and_then(|analysis| analysis.auth_providers).unwrap_or_default();
            check_user_token(token.expose(), &providers, now)
        })
    }

    /// Lists recommended changes for the operator of the platform: files of the store that other users can access, and a
    /// full disk.
    #[must_use]
    pub fn warnings(&self) -> Vec<String> {
        self.runtime.database.store.warnings()
    }

    /// Calls `listener` after each change made through this platform, on the thread that made the change.
    pub fn on_change(&self, listener: impl Fn() + Send + Sync + 'static) {
        self.runtime.database.store.on_change(listener);
    }

    /// Returns the current revision of the platform. It also reflects changes that other processes make to the same
    /// file, which listeners do not receive.
    ///
    /// # Errors
    /// `Io` if the store cannot be read.
    pub fn revision(&self) -> Result<Revision> {
        self.runtime.database.store.revision()
    }

    /// Removes expired deployments and backups, and requests backups that are due. Each call does this too; use this
    /// method in periods without calls.
    ///
    /// # Errors
    /// `Io` if the store cannot be read or written.
    pub fn run_maintenance(&self) -> Result<()> {
        self.runtime.run_maintenance()
    }
}
