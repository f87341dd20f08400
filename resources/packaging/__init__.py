"""How the program is made into something people can install; used by ``build_installer.py``."""
