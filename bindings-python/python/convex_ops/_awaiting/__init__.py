"""Sources of the modules that block and of those that are awaited."""
