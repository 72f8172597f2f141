# Derived from an async module by `cargo xtask gen`: do not edit.
"""Handles that block until they have an answer."""
