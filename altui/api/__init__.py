"""What Python code may use of altui: the work of `altui label` and `altui simulate`, as objects.

Nothing is imported here. `import altui` names what there is, and loads it when it is used.
"""
