"""The program's texts in other languages: collected from the code, kept as ``.po``, compiled.

``de.po`` is the German catalogue as translators see it; the program reads what is compiled of it.
"""
