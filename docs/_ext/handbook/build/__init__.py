"""How a build goes."""
