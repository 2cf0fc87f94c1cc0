"""A second, naive evaluator of rule sets: plain Python over YAML files, slow, exact, without a line of the engine.

It knows the language as `rules/README.md` documents it, on profiles where everything is known; doubt is enumerated.
"""
