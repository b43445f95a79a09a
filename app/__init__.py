"""Settings, wiring, worker and command line: the only package that knows everybody."""
