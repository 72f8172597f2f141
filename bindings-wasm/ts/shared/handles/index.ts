// Copied from `bindings-node/ts/shared` by `cargo xtask gen`: do not edit.
/** Handles for the resources of Convex, and the results of their verbs. */
export type * as types from "../../generated/operation-types.js";
export type {
  AuditEvent,
  Backup,
  Copied,
  DeployKey,
  DeploymentData,
  DeploymentPath,
  Identity,
  ImportFormat,
  ImportMode,
  Member,
  MetricUsage,
  NewDeployKey,
  Progress,
  ProgressPhase,
  ProgressUnit,
  ProjectData,
  Region,
  ReleaseId,
  ReleaseState,
  TeamData,
  Token as AccessToken,
} from "../../generated/operation-types.js";
export type { DeploymentApi, PlatformApi } from "../../generated/operations.js";
export type { FilePath, ImportSource } from "../../files.js";
export { type App, type ArtifactLike, type DeploymentLike } from "../app.js";
export type { AbortSignalLike, CallOptions, LongCallOptions, OnProgress } from "../call-options.js";
export type { Token } from "../connection.js";
export { Download } from "../download.js";
export { type ListOptions, type Page, Pager } from "../pager.js";
export { Report } from "../report.js";
export { Secret } from "../secret.js";
export { Surface } from "../surface.js";
export { BackupJob, Backups, type NewBackupOptions } from "./backups.js";
export { Convex, Teams } from "./convex.js";
export { DeployKeys, type NewKeyOptions, type Preset, type RotateOptions } from "./deploy-keys.js";
export type { CheckAppOptions, DeployOptions, DryRun, Release } from "./deploying.js";
export {
  type CopyOptions,
  Deployment,
  DeploymentHandle,
  type EnsureOptions,
  type ExportOptions,
  type ImportOptions,
  Usage,
} from "./deployment.js";
export { Environment } from "./environment.js";
export { type DeploymentListOptions, Deployments, Project, ProjectHandle } from "./project.js";
export { Releases } from "./releases.js";
export { Target } from "./target.js";
export {
  AuditLog,
  type AuditLogOptions,
  Members,
  type ProjectListOptions,
  Projects,
  Team,
  TeamHandle,
  Tokens,
} from "./team.js";
