# Derived from the module of `aio` by `cargo xtask gen`: do not edit.
"""Handles that block until they have an answer."""
