// Copied from `bindings-node/ts/shared` by `cargo xtask gen`: do not edit.
import type { DeploymentPath, DeploymentType, ProjectData, ProjectPath } from "../../generated/operation-types.js";
import type { CallOptions } from "../call-options.js";
import type { Connection, Receiver } from "../connection.js";
import type { ListOptions, Pager } from "../pager.js";
import { Deployment, DeploymentHandle } from "./deployment.js";
import { Environment } from "./environment.js";

/** Options of a list of deployments. */
export interface DeploymentListOptions extends CallOptions, ListOptions {
  /** Lists only deployments of this type. */
  readonly type?: DeploymentType | undefined;
}

/** Deployments of a project, or of a team. */
export class Deployments {
  readonly #connection: Connection;
  readonly #verb: string;
  readonly #receiver: Receiver;

  /** Creates the collection of a team or a project. */
  constructor(connection: Connection, receiver: Receiver) {
    this.#connection = connection;
    this.#verb = receiver.team === undefined ? "project.deployments.list" : "team.deployments.list";
    this.#receiver = receiver;
  }

  /** Lists the cloud deployments. */
  list({ type, pageSize, ...options }: DeploymentListOptions = {}): Pager<Deployment> {
    const connection = this.#connection;
    const make = (data: Parameters<typeof Deployment.of>[1]): Deployment => Deployment.of(connection, data);
    return connection.list(this.#verb, { type, pageSize }, this.#receiver, options, "DeploymentData", make);
  }
}

/** Names a project. Makes no call until a verb is used. */
export class ProjectHandle {
  /** Slug of the project, as used in the dashboard's URLs. */
  readonly slug: string;
  readonly #connection: Connection;
  readonly #team: string;

  /** Creates a handle through a connection. */
  constructor(connection: Connection, team: string, slug: string) {
    this.#connection = connection;
    this.#team = team;
    this.slug = slug;
  }

  /** The deployments. */
  get deployments(): Deployments {
    return new Deployments(this.#connection, { project: this.#path });
  }

  /** The environment variables that new deployments get. */
  get defaultEnvironment(): Environment {
    return new Environment(this.#connection, "project.defaultEnvironment", { project: this.#path });
  }

  /** Gets the project. */
  async get(options: CallOptions = {}): Promise<Project> {
    return Project.of(this.#connection, this.#team, await this.#call("get", {}, options, "ProjectData"));
  }

  /** Gets or creates the project. */
  async ensure(options: CallOptions = {}): Promise<Project> {
    return Project.of(this.#connection, this.#team, await this.#call("ensure", {}, options, "ProjectData"));
  }

  /**
   * Deletes the project with all its deployments and their data. `confirm` is its slug, given again. Returns `false` if it
   * does not exist.
   */
  delete({ confirm, ...options }: CallOptions & { readonly confirm: string }): Promise<boolean> {
    return this.#call("delete", { confirm }, options);
  }

  /** Returns a handle for the default production deployment. */
  production(): DeploymentHandle {
    return this.#selected({ by: "production", project: this.#path });
  }

  /** Returns a handle for the caller's default development deployment. */
  dev(): DeploymentHandle {
    return this.#selected({ by: "dev", project: this.#path });
  }

  /** Returns a handle for the preview of a branch. */
  preview(branch: string): DeploymentHandle {
    return this.#selected({ branch, by: "preview", project: this.#path });
  }

  /** Returns a handle for the deployment with a reference, such as `staging`. */
  deployment(reference: string): DeploymentHandle {
    return this.#selected({ by: "reference", project: this.#path, reference });
  }

  get #path(): ProjectPath {
    return { team: this.#team, project: this.slug };
  }

  #selected(selector: DeploymentPath["selector"]): DeploymentHandle {
    return new DeploymentHandle(this.#connection, { selector });
  }

  #call<T>(verb: string, request: object, options: CallOptions, shape?: string): Promise<T> {
    return this.#connection.call<T>(`project.${verb}`, request, { project: this.#path }, options, shape);
  }
}

/** A project: its handle, with its data. */
export interface Project extends Readonly<ProjectData> {}

/** A project: its handle, with its data. */
export class Project extends ProjectHandle {
  private constructor(connection: Connection, team: string, data: ProjectData) {
    super(connection, team, data.slug);
    Object.assign(this, data);
  }

  /** Creates a project from its data. */
  static of(connection: Connection, team: string, data: ProjectData): Project {
    return new Project(connection, team, data);
  }
}
