"""Pages over the store for a team: what changed, why, and from where; and the same as JSON."""
