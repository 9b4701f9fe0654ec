"""Outside → Article: feeds polled, pages fetched, bodies read."""
