// Copied from `bindings-node/ts/shared` by `cargo xtask gen`: do not edit.
import type { AuditEvent, Member, ProjectData, TeamData, Token } from "../../generated/operation-types.js";
import type { CallOptions } from "../call-options.js";
import type { Connection } from "../connection.js";
import type { ListOptions, Pager } from "../pager.js";
import { Deployments, Project, ProjectHandle } from "./project.js";

/** Options of a list of projects. */
export interface ProjectListOptions extends CallOptions, ListOptions {
  /** Lists only projects whose name or slug contains this. */
  readonly query?: string | undefined;
}

/** Options of a list of audit events: the range of time. */
export interface AuditLogOptions extends CallOptions, ListOptions {
  /** Start of the range. */
  readonly since: Date;
  /** End of the range. Now by default. */
  readonly until?: Date | undefined;
}

/** Projects of a team. */
export class Projects {
  readonly #connection: Connection;
  readonly #team: string;

  /** Creates the collection. */
  constructor(connection: Connection, team: string) {
    this.#connection = connection;
    this.#team = team;
  }

  /** Lists the projects. */
  list({ query, pageSize, ...options }: ProjectListOptions = {}): Pager<Project> {
    const [connection, team] = [this.#connection, this.#team];
    const make = (data: ProjectData): Project => Project.of(connection, team, data);
    return connection.list("team.projects.list", { query, pageSize }, { team }, options, "ProjectData", make);
  }
}

/** Members of a team. */
export class Members {
  readonly #connection: Connection;
  readonly #team: string;

  /** Creates the collection. */
  constructor(connection: Connection, team: string) {
    this.#connection = connection;
    this.#team = team;
  }

  /** Lists the members. */
  list(options: CallOptions = {}): Pager<Member> {
    const make = (member: Member): Member => member;
    return this.#connection.list("team.members.list", {}, { team: this.#team }, options, "Member", make);
  }
}

/** Access tokens of a team. Convex lists only those that the caller created. */
export class Tokens {
  readonly #connection: Connection;
  readonly #team: string;

  /** Creates the collection. */
  constructor(connection: Connection, team: string) {
    this.#connection = connection;
    this.#team = team;
  }

  /** Lists the tokens, without their secrets. */
  list({ pageSize, ...options }: CallOptions & ListOptions = {}): Pager<Token> {
    const make = (token: Token): Token => token;
    return this.#connection.list("team.tokens.list", { pageSize }, { team: this.#team }, options, "Token", make);
  }
}

/** Audit log of a team. */
export class AuditLog {
  readonly #connection: Connection;
  readonly #team: string;

  /** Creates the collection. */
  constructor(connection: Connection, team: string) {
    this.#connection = connection;
    this.#team = team;
  }

  /** Lists events, newest first. */
  list({ since, until, pageSize, ...options }: AuditLogOptions): Pager<AuditEvent> {
    const request = { since, until, pageSize };
    const make = (event: AuditEvent): AuditEvent => event;
    return this.#connection.list("team.auditLog.list", request, { team: this.#team }, options, "AuditEvent", make);
  }
}

/** Names a team. Makes no call until a verb is used. */
export class TeamHandle {
  /** Slug of the team, as used in the dashboard's URLs, or its ID. */
  readonly slug: string;
  readonly #connection: Connection;

  /** Creates a handle through a connection. */
  constructor(connection: Connection, slug: string) {
    this.#connection = connection;
    this.slug = slug;
  }

  /** The projects. */
  get projects(): Projects {
    return new Projects(this.#connection, this.slug);
  }

  /** The deployments of all projects. */
  get deployments(): Deployments {
    return new Deployments(this.#connection, { team: this.slug });
  }

  /** The members. */
  get members(): Members {
    return new Members(this.#connection, this.slug);
  }

  /** The team's access tokens that the caller created. */
  get tokens(): Tokens {
    return new Tokens(this.#connection, this.slug);
  }

  /** The audit log. */
  get auditLog(): AuditLog {
    return new AuditLog(this.#connection, this.slug);
  }

  /** Returns a handle for a project of the team. */
  project(slug: string): ProjectHandle {
    return new ProjectHandle(this.#connection, this.slug, slug);
  }
}

/** A team: its handle, with its data. */
export interface Team extends Readonly<TeamData> {}

/** A team: its handle, with its data. */
export class Team extends TeamHandle {
  private constructor(connection: Connection, data: TeamData) {
    super(connection, data.slug);
    Object.assign(this, data);
  }

  /** Creates a team from its data. */
  static of(connection: Connection, data: TeamData): Team {
    return new Team(connection, data);
  }
}
