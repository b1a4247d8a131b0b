"""gatekeeper.toml or [tool.gatekeeper], decoded into frozen, typed, closed settings."""
