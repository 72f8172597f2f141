"""Takes an app to production. Usage: story.py LOCATION OLD_APP NEW_APP EXPORT.zip.

Prints the same lines in every language and on every platform.
"""

import sys
from datetime import timedelta

import convex_ops as co

location, old_app, new_app, data = sys.argv[1:]

with co.connect(location) as convex:
    team = convex.teams.list().all()[0]
    todo = team.project("todo").ensure()
    production = todo.production().ensure()
    dev, staging = todo.dev().ensure(), todo.deployment("staging").ensure()
    print("deployments", *sorted(deployment.type for deployment in todo.deployments.list()))

    key = production.deploy_keys.create("ci", preset="deployer", expires_in=timedelta(days=30))
    print("key", str(key.secret))

    production = production.confirm_self() if location == "embedded:" else production.confirm(production.name)
    artifact = co.bundle(old_app)
    dev.deploy(artifact)
    first = production.deploy(artifact, message="first", progress=lambda progress: None)
    print("released", first.number, first.report.verdict)

    production.import_data(data, mode="replaceAll")
    production.environment.update({"SITE_URL": "https://todo.example"})
    backup = production.backups.create(include_storage=True)
    staging.deploy(first)
    print("copied", staging.copy_data_from(production).documents)

    report = production.check(new_app)
    print("verdict", report.verdict, len(report.at_least("breaking")))
    try:
        production.deploy(new_app)
    except co.DeployRefusedError as refused:
        print("refused", refused.report.findings[0].rule, refused.report.findings[0].location or "-")

    for step in production.plan(new_app).steps:
        print("step", step.number, step.title, step.waits_for or "-")
    print("back", production.rollback(to=first, dry_run=True).report.verdict)
    print("releases", *(f"{release.number}:{release.message}" for release in production.releases.list()))
    print("restored", dev.restore(backup).documents)

    event = team.audit_log.list(since=timedelta(hours=1)).first()
    print("audit", "yes" if event else "no")
    project = convex.api.get_project_by_id(project_id=todo.id)
    print("api", project.slug, production.api.get_deployment_info().kind)
