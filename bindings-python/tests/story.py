"""A team sets up a project. Usage: story.py LOCATION EXPORT.zip. Prints the same lines in every language and on every platform."""

import sys
from datetime import timedelta

import convex_ops as co

location, data = sys.argv[1:]

with co.connect(location) as convex:
    team = convex.teams.list().all()[0]
    todo = team.project("todo").ensure()
    production = todo.production().ensure()
    dev, staging = todo.dev().ensure(), todo.deployment("staging").ensure()
    print("deployments", *sorted(deployment.type for deployment in todo.deployments.list()))

    key = production.deploy_keys.create("ci", preset="deployer", expires_in=timedelta(days=30))
    print("key", str(key.secret))

    production = production.confirm_self() if location == "embedded:" else production.confirm(production.name)
    production.import_data(data, mode="replaceAll")
    production.environment.update({"SITE_URL": "https://todo.example"})
    backup = production.backups.create(include_storage=True)
    print("copied", staging.copy_data_from(production).documents)
    print("restored", dev.restore(backup).documents)

    event = team.audit_log.list(since=timedelta(hours=1)).first()
    print("audit", "yes" if event else "no")
    project = convex.api.get_project_by_id(project_id=todo.id)
    print("api", project.slug, production.api.get_deployment_info().kind)
