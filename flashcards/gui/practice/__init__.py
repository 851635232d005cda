"""The practice pages: set-up, running, scoring, report, stories."""
