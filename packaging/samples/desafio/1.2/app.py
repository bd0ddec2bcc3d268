"""The release that should never serve: it dies while gunicorn imports it, as a real one does when its
configuration is missing."""

raise RuntimeError("desafio 1.2 is broken on purpose: DATABASE_URL is not set, so there is nowhere to keep comments")
