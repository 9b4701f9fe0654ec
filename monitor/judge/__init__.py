"""Claims + baseline → Alerts: is it the same figure, and did it change; pure."""
