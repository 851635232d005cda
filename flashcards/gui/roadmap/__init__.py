"""The Roadmap screen: the road as a map or a list, a stage's panel, placing out."""
