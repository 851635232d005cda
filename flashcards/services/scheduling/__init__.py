"""When cards come back: schedulers, replay of the log, fit, forecast, new due days."""
