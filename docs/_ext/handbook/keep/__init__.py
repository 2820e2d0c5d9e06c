"""Keepers' commands beside the build."""
