"""The front door: what an analyst types, a service manager starts and a script reads."""
