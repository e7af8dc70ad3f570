"""The manual: one Markdown file per topic, and the tables that are made from the registries.

It is read offline, and nothing heavy is imported for it: neither numpy nor Textual.
"""
