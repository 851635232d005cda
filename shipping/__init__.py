"""Makes what people install: the folder that needs no Python, its archive, the Debian package.

``python3 run.py build`` runs it; the program itself never imports it. Beside it stand the
pages that are written from the program's own tables: the list of libraries and the keys.
"""
