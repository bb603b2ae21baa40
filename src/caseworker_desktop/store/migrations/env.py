"""Runs the migrations on the connection that store/upgrade.py hands over."""

from alembic import context

from caseworker_desktop.store.schema import METADATA

context.configure(connection=context.config.attributes["connection"], target_metadata=METADATA, transactional_ddl=True)
context.run_migrations()
