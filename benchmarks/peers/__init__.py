"""The township scheme in other engines, each in its own idiom.

Every module has ``NAME``, ``ARITHMETIC``, ``EXPLAINS``, ``prepare(facts)`` (what the engine takes, made before the
clock runs) and ``run(prepared)``, which gives each unit's total and the place of its grade, 0 the highest.
"""
