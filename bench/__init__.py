"""How fast leap.cop is beside stock Plone doing the same work: `make bench`.

Everything runs in one process, request by request through Zope's publisher without a
socket, so that what is compared is compared in the same minute on the same machine.
Only ratios of processor time leave this package; `works.py` says what is compared.
"""
